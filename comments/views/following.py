"""Following discussions and the replies to a comment."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import following
from ..follow_forms import FollowForm
from ..models import Comment, Discussion
from .responses import back


@never_cache
@require_POST
def follow_discussion(request, pk):
    """Follow a discussion, change how often mail comes, or stop."""
    discussion = get_object_or_404(Discussion, pk=pk)
    address = discussion.get_absolute_url() + discussion.look.hash
    return _follow(request, address, discussion.is_visible, discussion)


@never_cache
@require_POST
def follow_comment(request, pk):
    """The same for the replies to one comment."""
    comment = get_object_or_404(Comment.objects.select_related("discussion"), pk=pk)
    is_public = Comment.objects.published().filter(pk=pk).exists()
    return _follow(request, comment.get_absolute_url(), is_public, comment.discussion, comment)


def _follow(request, address, is_public, *followed):
    """Do what the form says. What is not public any more can only be left."""
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    form = FollowForm(request.POST)
    if not form.is_valid() or not (is_public or form.stops):
        raise Http404
    if form.stops:
        following.unfollow(request.user, *followed)
    else:
        following.follow(request.user, *followed, frequency=form.cleaned_data["frequency"])
    return back(request, address)
