"""The page behind the link in a mail that ends it. The link is the secret: no log-in is needed."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..forms.subscriptions import UnsubscribeForm
from ..models import Frequency
from ..notifications import unsubscribing


# A mail program posts here by itself (RFC 8058), without a page and without cookies.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Ask on GET, for programs open every link in a mail; act on POST, and answer at once."""
    try:
        ending = unsubscribing.read(token)
    except unsubscribing.Expired:
        return page(request, {"state": "expired"}, 410)
    except unsubscribing.Wrong:
        return page(request, {"state": "wrong"}, 404)
    context = {"titles": ending.titles(), "is_daily": ending.is_daily}
    state = "asked"
    if request.method == "POST":
        form = UnsubscribeForm(request.POST)
        state = form.cleaned_data["frequency"] if form.is_valid() else Frequency.NEVER
        unsubscribing.change(ending, state)
    return page(request, context | {"state": state})


def page(request, context, status=200):
    return render(request, "comments/unsubscribe.html", context, status=status)
