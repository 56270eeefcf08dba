"""Writing: posting, answering, editing, withdrawing. Each works as a page and in place."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import following, markup, posting
from ..addresses import shortened
from ..forms import CommentForm, EditForm, EditReviewForm, ReviewForm, ids_of
from ..models import Comment, Discussion, Frequency
from ..pages import locate
from ..refusals import ParentGone, Refused
from .drafts import draft_of, forget_draft
from .responses import discussion_again, is_in_place, login_with_draft

UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "POST"])
def post_comment(request, pk):
    """Write in a discussion: a comment or a review."""
    discussion = get_object_or_404(Discussion.objects.visible(), pk=pk)
    form_class = ReviewForm if discussion.look.reviews else CommentForm
    return _write(request, discussion, None, form_class)


@never_cache
@require_http_methods(["GET", "POST"])
def reply(request, pk):
    """Answer a comment."""
    comments = Comment.objects.ever_published().select_related("discussion", "author")
    visible = comments.filter(discussion__in=Discussion.objects.visible())
    parent = get_object_or_404(visible, pk=pk)
    return _write(request, parent.discussion, parent, CommentForm)


def _write(request, discussion, parent, form_class):
    if not request.user.is_authenticated:
        return login_with_draft(request, discussion, parent)
    initial = _initial(request) | draft_of(request, discussion, parent)
    data = request.POST if request.method == "POST" else None
    form = form_class(data, initial=initial, auto_id=ids_of(discussion, parent))
    context = {"discussion": discussion, "parent": parent, "form": form}
    if request.method == "GET" or "change" in request.POST:
        return _form_page(request, context)
    if not form.is_valid():
        return _form_page(request, context, UNPROCESSABLE)
    if "preview" in request.POST:
        context["preview"] = markup.render_markdown(form.cleaned_data["text"])
        return _form_page(request, context)
    try:
        comment = _submit(request, discussion, parent, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        if isinstance(refusal, ParentGone):
            context["parent_is_gone"] = True
        return _form_page(request, context, refusal.status)
    forget_draft(request, discussion, parent)
    if is_in_place(request):
        return discussion_again(request, comment.discussion, comment)
    return redirect(address_after(comment))


def _initial(request):
    """What the address says the comment is about; a passage of the owner's text."""
    asked = request.GET
    return {"passage": asked.get("passage", ""), "quote": asked.get("quote", "")}


def _submit(request, discussion, parent, form):
    said = form.cleaned_data
    comment = posting.submit(
        discussion,
        request.user,
        said["text"],
        parent=parent,
        kind=_kind(discussion, parent),
        score=said.get("score"),
        passage=said["passage"],
        quote=said["quote"] if said["passage"] else "",
        submission_key=said["submission_key"],
        address=shortened(request.META.get("REMOTE_ADDR", "")),
    )
    if said["follow"]:
        following.follow(request.user, discussion, comment, Frequency.NOW)
    return comment


def _kind(discussion, parent):
    is_review = discussion.look.reviews and not parent
    return Comment.Kind.REVIEW if is_review else Comment.Kind.COMMENT


def address_after(comment):
    """Where the author is sent: to the comment, or to where it waits."""
    if comment.is_published:
        return locate(comment)
    anchor = f"#comment-{comment.pk}"
    return comment.discussion.get_absolute_url() + anchor


def _form_page(request, context, status=200):
    """The form on a page of its own, or alone where it is shown in place."""
    template = "comments/_form.html" if is_in_place(request) else "comments/form_page.html"
    context["action"] = request.get_full_path()
    return TemplateResponse(request, template, context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change one's own text."""
    comment = get_object_or_404(_own(request), pk=pk)
    is_review = comment.kind == Comment.Kind.REVIEW
    form_class = EditReviewForm if is_review else EditForm
    initial = {"text": comment.text}
    if is_review:
        rating = comment.discussion.ratings.filter(user=request.user).first()
        initial["score"] = rating.value if rating else None
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    context = {"discussion": comment.discussion, "comment": comment, "form": form}
    if request.method == "GET" and not posting.may_edit(comment, request.user):
        context["refusal"] = _("This comment cannot be edited any more.")
        return _form_page(request, context, 409)
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, context, UNPROCESSABLE if form.is_bound else 200)
    if "preview" in request.POST:
        context["preview"] = markup.render_markdown(form.cleaned_data["text"])
        return _form_page(request, context)
    try:
        comment = posting.edit(
            comment, request.user, form.cleaned_data["text"], score=form.cleaned_data.get("score")
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, context, refusal.status)
    comment = Comment.objects.select_related("discussion", "root").get(pk=comment.pk)
    if is_in_place(request):
        return discussion_again(request, comment.discussion, comment)
    return redirect(address_after(comment))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """Take one's own comment away for good, after a question."""
    comment = get_object_or_404(_own(request), pk=pk)
    if request.method == "POST":
        try:
            posting.withdraw(comment, request.user)
        except Refused:
            pass  # pressed twice: it is gone, as it should be
        return redirect(comment.discussion.get_absolute_url() + comment.discussion.look.hash)
    return render(request, "comments/withdraw.html", {"comment": comment})


def _own(request):
    own = Comment.objects.filter(author=request.user).exclude(status=Comment.Status.WITHDRAWN)
    return own.select_related("discussion")


def expired(request, view_name, pk):
    """Show a form again that came with an old or missing token: nothing was done with it.

    What was typed stands in it, and the new form has a new token. Returns None for a view
    that has no text to lose.
    """
    if view_name not in ("comments:post", "comments:reply", "comments:edit"):
        return None
    if view_name == "comments:post":
        discussion, parent = get_object_or_404(Discussion.objects.visible(), pk=pk), None
    else:
        parent = get_object_or_404(Comment.objects.select_related("discussion"), pk=pk)
        discussion = parent.discussion
    if not request.user.is_authenticated:
        return login_with_draft(request, discussion, parent)
    form = (EditForm if view_name == "comments:edit" else CommentForm)(request.POST)
    form.is_valid()
    form.add_error(None, _("This form had expired, so nothing was sent. Please send it again."))
    context = {"discussion": discussion, "form": form}
    context["comment" if view_name == "comments:edit" else "parent"] = parent
    return _form_page(request, context, 403)
