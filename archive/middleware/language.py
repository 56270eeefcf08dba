"""The language of a page is the language of its path."""

from django.conf import settings
from django.utils import translation


def language_from_path(get_response):
    """Speak the language that the path begins with (/ko/…), else the default.

    Django's LocaleMiddleware also looks at a cookie and at Accept-Language and makes pages
    vary on it; here one address has one text, for every reader and every cache.
    """

    def middleware(request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
