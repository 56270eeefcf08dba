"""Old addresses keep leading somewhere."""

from django.http import HttpResponsePermanentRedirect

from ..actions import publication_checks
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
    """A redirect to what this path leads to in the language being spoken, or None.

    None too while that is hidden: where it will be is nobody's business yet.
    """
    found = Redirect.objects.leading_from(path)
    if found is None or publication_checks.is_hidden(found.target):
        return None
    return HttpResponsePermanentRedirect(found.localized_target)
