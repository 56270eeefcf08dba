"""How an act is answered: with a page, or in place where a script asked."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from ..pages import discussion_page
from .drafts import keep_draft


def is_in_place(request):
    """Whether a script asked and will put the answer where it belongs."""
    return request.headers.get("HX-Request") == "true"


def to_log_in(request, target):
    """Send somebody who is not logged in (any more) to log in, and from there to `target`."""
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': target}, safe='/')}"
    if is_in_place(request):
        response = render(request, "comments/_log_in_again.html", {"address": address})
        response.headers["HX-Redirect"] = address
        return response
    return redirect(address)


def login_with_draft(request, discussion, parent):
    """Send somebody to log in; what was typed is kept."""
    if request.method == "POST":
        keep_draft(request, discussion, parent, request.POST)
    if request.method == "GET":
        target = request.get_full_path()
    elif parent:
        target = reverse("comments:reply", args=[parent.pk])
    else:
        target = discussion.get_absolute_url() + discussion.look.respond_anchor
    return to_log_in(request, target)


def discussion_again(request, discussion, comment=None):
    """The whole discussion as it is now, on the page of it that the reader is looking at."""
    discussion.refresh_from_db()
    query = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    try:
        page = discussion_page(discussion, query, request.user)
    except Http404:
        page = discussion_page(discussion, QueryDict(), request.user)
    context = {"page": page, "posted": comment}
    response = render(request, page.style.template, context)
    response.headers["HX-Retarget"] = f"#{page.style.anchor}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def back(request, fallback):
    """A redirect to where the form that was sent stood, or to `fallback`."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = fallback
    return redirect(target)
