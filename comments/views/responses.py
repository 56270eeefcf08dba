"""How an act is answered: with a page, or in place where a script asked."""

from functools import wraps
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model, logout
from django.db import IntegrityError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

from ..forms.drafts import keep_draft
from ..models import Comment
from ..models.owner import passages_of
from ..threads.pages import discussion_page, locate


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


def needs_account(view):
    """Answer who was deleted in the middle of this like anybody who is not logged in.

    The database refuses rows of nobody, so nothing was done; the view is asked once more.
    """

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except IntegrityError:
            if get_user_model().objects.filter(pk=request.user.pk).exists():
                raise
            logout(request)
            return view(request, *args, **kwargs)

    return answering


def is_from_here(request):
    """Whether a page of ours sent this from a browser that was logged in at some time."""
    origin = f"{request.scheme}://{request.get_host()}"
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and request.headers.get("Origin") == origin


def login_with_draft(request, composer):
    """Send somebody to log in; what was typed is kept."""
    if request.method != "POST":
        return to_log_in(request, request.get_full_path())
    keep_draft(request, composer)
    if composer.parent or composer.comment:
        return to_log_in(request, composer.url)
    discussion = composer.discussion
    return to_log_in(request, discussion.get_absolute_url() + discussion.look.respond_anchor)


def text_back(request, reason, status):
    """Give back what was typed where it cannot be sent."""
    name = "_text_back.html" if is_in_place(request) else "text_back.html"
    context = {"reason": reason, "text": request.POST.get("text", "")}
    return render(request, f"comments/{name}", context, status=status)


def form_page(request, composer, form, status=200, **context):
    """The form on a page of its own, or alone where it is shown in place."""
    template = "comments/_form.html" if is_in_place(request) else "comments/form_page.html"
    return TemplateResponse(request, template, composer.context(form) | context, status=status)


def refused(request, refusal, address, status):
    """Say why nothing was done, with the way back."""
    context = {"refusal": refusal, "address": address}
    return render(request, "comments/refused.html", context, status=status)


def written(request, comment):
    """What whoever wrote a comment gets: the discussion in place, or the way to the comment."""
    comment = Comment.objects.select_related("discussion", "root").get(pk=comment.pk)
    if is_in_place(request):
        return discussion_again(request, comment.discussion, comment)
    if comment.is_published:
        return redirect(locate(comment))
    # Where it waits.
    return redirect(f"{comment.discussion.get_absolute_url()}#comment-{comment.pk}")


def discussion_again(request, discussion, comment):
    """The whole discussion as it is now, on the page of it that the reader is looking at.

    If that page does not hold the comment that was just posted, the reader is sent to the one
    that does.
    """
    discussion.refresh_from_db()
    passages = passages_of(discussion)
    query = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    try:
        page = discussion_page(discussion, query, request.user, passages)
    except Http404:
        page = discussion_page(discussion, QueryDict(), request.user, passages)
    if comment.is_published and not page.holds(comment):
        return HttpResponse(headers={"HX-Redirect": locate(comment)})
    context = {"page": page, "posted": comment}
    response = render(request, page.style.template, context)
    response.headers["HX-Retarget"] = f"#{page.style.anchor}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def back(request, fallback):
    """A redirect to where the form that was sent stood, or to `fallback`."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    # A word without a slash might be the name of a view, or of none.
    return redirect(target if is_ours and target.startswith("/") else fallback)
