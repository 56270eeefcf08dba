"""Reacting: voting, rating, flagging, muting."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import flagging, muting, rating, voting
from ..exceptions import Refused
from ..forms.comments import FlagForm, RatingForm, VoteForm
from ..models import Comment, Discussion
from ..threads.pages import locate
from ..threads.tree import Node
from .responses import back, is_in_place, needs_account, refused, to_log_in


@never_cache
@require_POST
@needs_account
def vote(request, pk):
    """Set one's voice for a comment."""
    comment = get_object_or_404(_public(), pk=pk)
    if not request.user.is_authenticated:
        return to_log_in(request, comment.get_absolute_url())
    form = VoteForm(request.POST)
    if not form.is_valid():
        refusal = _("A vote is for a comment, against it, or taken back.")
        return refused(request, refusal, comment.get_absolute_url(), 400)
    refusal = None
    value = form.cleaned_data["value"]
    try:
        comment.score = voting.cast(comment, request.user, value)
    except Refused as error:
        refusal, value = error, 0
    if is_in_place(request):
        return _votes_again(request, comment, value, refusal)
    if refusal:
        return refused(request, refusal, comment.get_absolute_url(), refusal.status)
    return redirect(locate(comment))


def _votes_again(request, comment, value, refusal):
    node = Node(comment, my_vote=value, is_mine=comment.author_id == request.user.pk)
    anchor = comment.discussion.look.anchor
    context = {"node": node, "comment": comment, "refusal": refusal, "anchor": anchor}
    return render(request, "comments/_votes.html", context)


@never_cache
@require_POST
@needs_account
def rate(request, pk):
    """Set or take away one's rating."""
    discussion = get_object_or_404(Discussion.objects.visible(), pk=pk)
    if not (discussion.look.reviews or discussion.rating_count):
        raise Http404
    address = f"{discussion.get_absolute_url()}#ratings"
    if not request.user.is_authenticated:
        return to_log_in(request, address)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return refused(request, _("A rating is a number from 1 to 10."), address, 400)
    try:
        rating.rate(discussion, request.user, form.cleaned_data["value"])
    except Refused as refusal:
        return refused(request, refusal, address, refusal.status)
    return back(request, address)


@never_cache
@needs_account
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
@needs_account
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
            muting.unmute(request.user, muted)
        else:
            muting.mute(request.user, muted)
    except Refused as refusal:
        return refused(request, refusal, comment.get_absolute_url(), refusal.status)
    return redirect(locate(comment))


def _public():
    return Comment.objects.published().select_related("discussion", "author", "root")
