"""What one reader wrote and did: in public, and for that reader alone."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from archive.accounts import names
from comments.actions import muting
from comments.models import Comment, ModerationDecision
from comments.policies import screening

from ..page_cache.dependencies import on_page
from ..privacy.export import everything_about
from ..selectors.pagination import uncounted_page

A_PAGE = 30


@dataclass(frozen=True)
class OwnComment:
    """A comment as its author is shown it, and why a moderator or a rule decided so."""

    comment: Comment
    reason: str


def profile(request, name):
    """Who this is, and what of theirs is public, newest first."""
    reader = names.find(name)
    if not reader:
        raise Http404(_("Nobody goes by this name here."))
    if name != reader.username:
        return redirect(reader, permanent=True)
    comments = (
        Comment.objects.published()
        .filter(author=reader)
        .select_related("discussion")
        .order_by("-sort_at", "position", "-pk")
    )
    page = uncounted_page(comments, request.GET.get("page"), A_PAGE)
    on_page(request, page.number)
    return render(request, "readers/profile.html", {"reader": reader, "page_obj": page})


@login_required
def my_comments(request):
    """All of one's own comments with their states, and why the latest decision was made."""
    comments = request.user.comments.select_related("discussion").order_by("-created_at", "-pk")
    page = uncounted_page(comments, request.GET.get("page"), A_PAGE)
    decisions = ModerationDecision.objects.filter(comment__in=page.object_list)
    latest = {one.comment_id: one for one in decisions.order_by("decided_at", "pk")}
    own = [OwnComment(comment, _reason(latest.get(comment.pk))) for comment in page]
    return render(request, "readers/my_comments.html", {"page_obj": page, "own": own})


def _reason(decision):
    """Why it was made, in words for the author; empty if nobody said."""
    return screening.said_to_author(decision.reason, decision.rule) if decision else ""


@login_required
def my_votes(request):
    votes = request.user.votes.select_related("comment__discussion", "comment__author")
    page = uncounted_page(votes, request.GET.get("page"), A_PAGE)
    return render(request, "readers/my_votes.html", {"page_obj": page})


@login_required
def my_mutes(request):
    """Whom one does not read, also where nothing of theirs is left."""
    mutes = request.user.mutes.select_related("muted")
    page = uncounted_page(mutes, request.GET.get("page"), A_PAGE)
    return render(request, "readers/my_mutes.html", {"page_obj": page})


@login_required
def unmute(request, pk):
    """Read somebody again; whoever comes here after a log-in is led to the list."""
    if request.method == "POST":
        mute = get_object_or_404(request.user.mutes, pk=pk)
        muting.unmute(request.user, mute.muted)
    return redirect("readers:my-mutes")


@login_required
def my_ratings(request):
    ratings = request.user.ratings.select_related("discussion")
    page = uncounted_page(ratings, request.GET.get("page"), A_PAGE)
    return render(request, "readers/my_ratings.html", {"page_obj": page})


@login_required
def my_data(request):
    return render(request, "readers/my_data.html")


@login_required
def download(request):
    """One JSON file of everything that is held about whoever asks."""
    response = JsonResponse(
        everything_about(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    name = f"archive-{request.user.username}.json"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
