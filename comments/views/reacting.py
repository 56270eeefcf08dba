"""Reacting: voting, rating, flagging, muting."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import flagging, ratings, voting
from ..forms import FlagForm, RatingForm, VoteForm
from ..models import Comment, Discussion
from ..pages import locate
from ..refusals import Refused
from ..threads import Node
from .responses import back, is_in_place


@never_cache
@require_POST
@login_required
def vote(request, pk):
    """Set one's voice for a comment."""
    comment = get_object_or_404(_public(), pk=pk)
    form = VoteForm(request.POST)
    refusal = None
    value = 0
    if form.is_valid():
        value = form.cleaned_data["value"]
        try:
            comment.score = voting.cast(comment, request.user, value)
        except Refused as error:
            refusal, value = error, 0
    if is_in_place(request):
        node = Node(comment)
        node.my_vote = value
        node.is_mine = comment.author_id == request.user.pk
        context = {
            "node": node,
            "comment": comment,
            "refusal": refusal,
            "anchor": comment.discussion.look.anchor,
        }
        response = render(request, "comments/_votes.html", context)
        response.headers["HX-Retarget"] = f"#votes-{comment.pk}"
        response.headers["HX-Reswap"] = "outerHTML"
        return response
    if refusal:
        context = {"comment": comment, "refusal": refusal}
        return render(request, "comments/refused.html", context, status=refusal.status)
    return redirect(locate(comment))


@never_cache
@require_POST
@login_required
def rate(request, pk):
    """Set or take away one's rating."""
    discussion = get_object_or_404(Discussion.objects.visible(), pk=pk)
    form = RatingForm(request.POST)
    if form.is_valid():
        ratings.rate(discussion, request.user, form.cleaned_data["value"])
    return back(request, f"{discussion.get_absolute_url()}#ratings")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def flag(request, pk):
    """Point a moderator at a comment."""
    comment = get_object_or_404(_public(), pk=pk)
    form = FlagForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            flagging.flag(comment, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "comments/flagged.html", {"comment": comment})
    status = 422 if form.is_bound else 200
    return render(request, "comments/flag.html", {"comment": comment, "form": form}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def mute(request, pk):
    """Fold what the author of a comment writes, or unfold it; for oneself alone."""
    comment = get_object_or_404(_public(), pk=pk, author__isnull=False)
    muted = get_user_model().objects.get(pk=comment.author_id)
    if request.method == "GET":
        is_muted = request.user.mutes.filter(muted=muted).exists()
        context = {"comment": comment, "is_muted": is_muted}
        return render(request, "comments/mute.html", context)
    try:
        if "unmute" in request.POST:
            flagging.unmute(request.user, muted)
        else:
            flagging.mute(request.user, muted)
    except Refused as refusal:
        context = {"comment": comment, "refusal": refusal}
        return render(request, "comments/refused.html", context, status=refusal.status)
    return redirect(locate(comment))


def _public():
    return Comment.objects.published().select_related("discussion", "author", "root")
