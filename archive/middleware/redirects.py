"""Old addresses keep leading somewhere."""

from django.http import HttpResponsePermanentRedirect

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
    found = Redirect.objects.leading_from(path)
    return HttpResponsePermanentRedirect(found.localized_target) if found else None
