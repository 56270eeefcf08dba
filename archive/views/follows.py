"""Following tags and films, and all that one follows."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from comments.actions import limits
from comments.exceptions import Refused
from comments.forms.subscriptions import FollowForm
from comments.views.responses import back, refused, to_log_in

from ..actions import follows
from ..models import Film, Tag

# Whoever asks for answers by mail with each comment has many of these.
ANSWERS_A_PAGE = 30


@never_cache
@require_POST
def follow_tag(request, slug):
    """Follow a tag, change how often mail comes, or stop."""
    tag = get_object_or_404(Tag, slug=slug)
    is_visible = Tag.objects.visible_to(request.user).filter(pk=tag.pk).exists()
    return _follow(request, tag, is_visible, tag=tag)


@never_cache
@require_POST
def follow_film(request, slug):
    """The same for a film."""
    film = get_object_or_404(Film, slug=slug)
    is_visible = Film.objects.visible_to(request.user).filter(pk=film.pk).exists()
    return _follow(request, film, is_visible, film=film)


def _follow(request, thing, is_visible, **followed):
    """Do what the form says. What is not public any more can only be left.

    To all who do not follow it, what is hidden is as if it were not there.
    """
    address = thing.get_absolute_url()
    is_followed = follows.frequency_of(request.user, **followed) is not None
    if not (is_visible or is_followed):
        raise Http404
    if not request.user.is_authenticated:
        return to_log_in(request, address)
    form = FollowForm(request.POST)
    if not form.is_valid() or not (is_visible or form.stops):
        raise Http404
    if form.stops:
        follows.unfollow(request.user, **followed)
        return back(request, address)
    try:
        limits.spend("follow", request.user)
    except Refused as refusal:
        return refused(request, refusal, address, refusal.status)
    follows.follow(request.user, frequency=form.cleaned_data["frequency"], **followed)
    return back(request, address)


@never_cache
@login_required
def my_follows(request):
    """Discussions, comments, tags and films that one follows, with how often mail comes."""
    subscriptions = request.user.subscriptions.select_related("discussion")
    answers = subscriptions.filter(comment__isnull=False)
    answers = answers.select_related("comment__author", "comment__discussion")
    own = request.user.follows.select_related("tag", "film")
    context = {
        "discussions": subscriptions.filter(comment__isnull=True),
        "page_obj": Paginator(answers, ANSWERS_A_PAGE).get_page(request.GET.get("page")),
        "tags": [row for row in own if row.tag_id],
        "films": [row for row in own if row.film_id],
    }
    return render(request, "archive/my_follows.html", context)
