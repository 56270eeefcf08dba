"""Following discussions and the replies to a comment."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..actions import limits
from ..exceptions import Refused
from ..forms.subscriptions import FollowForm
from ..models import Comment, Discussion, Subscription
from ..notifications import subscriptions
from .responses import back, refused, to_log_in


@never_cache
@require_POST
def follow_discussion(request, pk):
    """Follow a discussion, change how often mail comes, or stop."""
    discussion = get_object_or_404(Discussion, pk=pk)
    address = discussion.get_absolute_url() + discussion.look.hash
    return _follow(request, address, discussion.is_visible, discussion)


@never_cache
@require_http_methods(["GET", "POST"])
def follow_comment(request, pk):
    """The same for the replies to one comment, with a page of its own for the form."""
    comment = get_object_or_404(Comment.objects.select_related("discussion", "author"), pk=pk)
    is_public = Comment.objects.published().filter(pk=pk).exists()
    # Whoever wrote it may want to hear of answers before it is published.
    may_follow = is_public or (comment.author_id is not None and comment.author == request.user)
    if request.method == "POST":
        return _follow(request, request.path, may_follow, comment.discussion, comment)
    if not request.user.is_authenticated:
        return to_log_in(request, request.path)
    if not may_follow:
        raise Http404
    own = Subscription.objects.filter(user=request.user, comment=comment).first()
    context = {"comment": comment, "frequency": own and own.frequency, "is_public": is_public}
    return render(request, "comments/follow.html", context)


def _follow(request, address, may_follow, *followed):
    """Do what the form says. What is not public any more can only be left."""
    if not request.user.is_authenticated:
        if not may_follow:
            raise Http404
        return to_log_in(request, address)
    form = FollowForm(request.POST)
    may_stop = (
        form.is_valid() and form.stops and subscriptions.is_followed(request.user, *followed)
    )
    if not form.is_valid() or not (may_follow or may_stop):
        raise Http404
    if form.stops:
        subscriptions.unfollow(request.user, *followed)
        return back(request, address)
    try:
        limits.spend("follow", request.user)
    except Refused as refusal:
        return refused(request, refusal, address, refusal.status)
    subscriptions.follow(request.user, *followed, frequency=form.cleaned_data["frequency"])
    return back(request, address)
