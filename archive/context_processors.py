"""What every template may use."""

from email.utils import parseaddr

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language


def site(request):
    """The site's name and address, the section and the language of this page, and the others."""
    current = get_language()
    match = getattr(request, "resolver_match", None)
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        # Where mails come from, answers to them go.
        "EDITORS_EMAIL_ADDRESS": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
        # “post” for post-list, post-detail, post-year …
        "section": match.url_name.partition("-")[0] if match and match.url_name else "",
        "language": current,
        "languages": [
            {
                "code": code,
                "name": name,
                "url": translate_url(request.path, code),
                "is_current": code == current,
            }
            for code, name in settings.LANGUAGES
        ],
    }
