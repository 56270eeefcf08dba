"""Writing: posting, answering, editing, withdrawing. Each works as a page and in place."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions import editing, limits, posting, withdrawing
from ..exceptions import Refused
from ..forms.composer import Composer
from ..forms.drafts import draft_of, forget_draft
from ..ip_addresses import shortened
from ..markup import render_markdown
from ..models import Comment, Discussion
from ..notifications import subscriptions
from ..policies import permissions
from .responses import (
    form_page,
    is_from_here,
    login_with_draft,
    needs_account,
    text_back,
    written,
)

UNPROCESSABLE = 422
ASKED_OR_SENT = ["GET", "HEAD", "POST"]


def keeps_text(view):
    """What was typed is given back where there is nothing any more to write about."""

    @wraps(view)
    def keeping(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if not request.POST.get("text"):
                raise
            reason = _("What you write about is no longer here, so nothing was sent.")
            return text_back(request, reason, 404)

    return keeping


@never_cache
@require_http_methods(ASKED_OR_SENT)
@keeps_text
@needs_account
def post_comment(request, pk):
    """Write in a discussion: a comment or a review."""
    return _compose(request, _in_discussion(request, pk), _submit)


@never_cache
@require_http_methods(ASKED_OR_SENT)
@keeps_text
@needs_account
def reply(request, pk):
    """Answer a comment."""
    return _compose(request, _under_comment(request, pk), _submit)


@never_cache
@require_http_methods(ASKED_OR_SENT)
@keeps_text
@needs_account
def edit(request, pk):
    """Change one's own text."""
    composer = _over_own(request, pk)
    if request.method != "POST" and request.user.is_authenticated:
        if not permissions.may_edit(composer.comment, request.user):
            refusal = _("This comment cannot be edited any more.")
            form = composer.form(initial=_initial(request, composer))
            return form_page(request, composer, form, 409, refusal=refusal)
    return _compose(request, composer, _edit)


def _compose(request, composer, act):
    """Bind the form, validate it, act, answer."""
    if not request.user.is_authenticated:
        return login_with_draft(request, composer)
    data = request.POST if request.method == "POST" else None
    form = composer.form(data, _initial(request, composer))
    if not form.is_bound:
        return form_page(request, composer, form)
    if not form.is_valid():
        return form_page(request, composer, form, UNPROCESSABLE)
    try:
        if "preview" in request.POST:
            return _preview(request, composer, form)
        comment = act(request, composer, form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return form_page(request, composer, form, refusal.status)
    forget_draft(request, composer)
    return written(request, comment)


def _preview(request, composer, form):
    limits.spend("preview", request.user)
    preview = render_markdown(form.cleaned_data["text"])
    return form_page(request, composer, form, preview=preview)


def _submit(request, composer, said):
    quote = composer.quote(said["passage"])
    comment = posting.submit(
        composer.discussion,
        request.user,
        said["text"],
        parent=composer.parent,
        kind=composer.kind,
        score=said.get("score"),
        passage=said["passage"] if quote else "",
        quote=quote,
        submission_key=said["submission_key"],
        ip_address=shortened(request.META.get("REMOTE_ADDR", "")),
    )
    if said["follow"]:
        subscriptions.follow(request.user, composer.discussion, comment)
    return comment


def _edit(request, composer, said):
    score = said.get("score", editing.UNCHANGED)
    return editing.edit(composer.comment, request.user, said["text"], score=score)


def _initial(request, composer):
    """What a form starts from: what is there, and what could not be sent before."""
    if composer.comment:
        return composer.said_by(request.user) | draft_of(request, composer)
    # The address may say which passage of the owner's text this is about.
    return {"passage": request.GET.get("passage", "")} | draft_of(request, composer)


def _in_discussion(request, pk):
    return Composer(get_object_or_404(Discussion.objects.visible(), pk=pk))


def _under_comment(request, pk):
    comments = Comment.objects.ever_published().select_related("discussion", "author")
    visible = comments.filter(discussion__in=Discussion.objects.visible())
    parent = get_object_or_404(visible, pk=pk)
    return Composer(parent.discussion, parent=parent)


def _over_own(request, pk):
    if not request.user.is_authenticated:
        # Whose it is shows after the log-in, and until then it is nobody's business.
        return Composer(None, comment=Comment(pk=pk))
    comment = get_object_or_404(_own(request).exclude(status=Comment.Status.WITHDRAWN), pk=pk)
    return Composer(comment.discussion, comment=comment)


def _own(request):
    return Comment.objects.filter(author=request.user).select_related("discussion", "root")


COMPOSERS = {
    "comments:post": _in_discussion,
    "comments:reply": _under_comment,
    "comments:edit": _over_own,
}


@never_cache
@needs_account
@login_required
@require_http_methods(ASKED_OR_SENT)
def withdraw(request, pk):
    """Take one's own comment away for good, after a question."""
    comment = get_object_or_404(_own(request), pk=pk)
    is_gone = comment.status == Comment.Status.WITHDRAWN
    if request.method == "POST" and not is_gone:
        try:
            withdrawing.withdraw(comment, request.user)
        except Refused:  # pressed twice at once
            is_gone = True
        else:
            return redirect(comment.discussion.get_absolute_url() + comment.discussion.look.hash)
    if is_gone:
        comment.refresh_from_db()
        return render(request, "comments/gone.html", {"comment": comment}, status=410)
    return render(request, "comments/withdraw.html", {"comment": comment})


@keeps_text
def expired(request, view_name, pk):
    """Show a form again that came with an old or missing token: nothing was done with it.

    What was typed stands in it, and the new form has a new token. Returns None for a view
    that has no text to lose.
    """
    if view_name not in COMPOSERS:
        return None
    reason = _("This form had expired, so nothing was sent. Please send it again.")
    # Another site must not have us keep a draft: that makes a session, which would take the
    # place of the one its visitor has here.
    if not request.user.is_authenticated and not is_from_here(request):
        return text_back(request, reason, 403)
    composer = COMPOSERS[view_name](request, pk)
    if not request.user.is_authenticated:
        return login_with_draft(request, composer)
    form = composer.form(request.POST, _initial(request, composer) if composer.comment else None)
    form.is_valid()
    form.add_error(None, reason)
    return form_page(request, composer, form, 403)
