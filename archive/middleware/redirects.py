"""Old addresses keep leading somewhere."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.utils.translation import get_language

from ..models import Redirect


def follow_redirects(get_response):
    """Send a reader whose address is not found, but once was, to where it leads now.

    Addresses of the form /?p=123 never were paths: their query is looked up first.
    """

    def middleware(request):
        if request.method in ("GET", "HEAD") and "p" in request.GET:
            if target := find(f"{request.path_info}?p={request.GET['p']}"):
                return target
        response = get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return find(request.path_info) or response
        return response

    return middleware


def find(path):
    """A redirect to what this path leads to in the language being spoken, or None."""
    old = Redirect.objects.filter(path=without_language(path)).exclude(target="").first()
    return HttpResponsePermanentRedirect(f"{language_prefix()}{old.target}") if old else None


def language_prefix():
    """What paths begin with in the language being spoken."""
    language = get_language()
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


def without_language(path):
    """A path as old addresses are kept: in no language, and nothing that no database takes."""
    return path.removeprefix(language_prefix())[:500].replace("\x00", "")
