"""Telling followers of tags and films of new posts, once each."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from comments.models import Frequency, Notification
from comments.notifications.emails import COMPOSERS, Item, absolute
from comments.notifications.recipients import EAGERNESS, Recipient, tell
from comments.notifications.unsubscribing import Ending
from comments.periodic_tasks import TASKS

from ..accounts.models import User
from ..models import Follow, Post
from . import follows

Kind = Notification.Kind

# What became public longer ago is no news; it also keeps the look for new posts on the index.
NEWS_FOR = timedelta(days=14)


def connect() -> None:
    """Let the engine's worker announce posts, and its mails tell of them."""
    TASKS.append(announce_due)
    COMPOSERS[Kind.POST] = post_items


def announce_due() -> None:
    """Announce the posts that have become public since the last look."""
    since = timezone.now() - NEWS_FOR
    due = Post.objects.published().filter(published_at__gt=since, announced_at=None)
    for post in list(due.order_by("published_at", "pk")):
        announce(post)


@transaction.atomic
def announce(post: Post) -> bool:
    """Tell whoever follows a tag or film of this post of it; returns False if somebody has."""
    # The plain manager: being announced changes nothing that a page shows.
    waiting = Post._base_manager.filter(
        pk=post.pk, announced_at=None, status=Post.Status.PUBLISHED
    )
    if not waiting.update(announced_at=timezone.now()):
        return False
    with override(None):
        url = post.get_absolute_url()
    tell(_recipients(post), event=f"post:{post.pk}", title=post.title, url=url)
    return True


def _recipients(post: Post) -> Collection[Recipient]:
    """One recipient for each follower, as eager as the most eager of their follows.

    To whoever had a hand in the post it is no news.
    """
    editors = post.revisions.exclude(saved_by=None).values("saved_by")
    followers = follows.concerning(post).filter(user__is_active=True).exclude(user__in=editors)
    found = followers.values_list("user_id", "frequency", "user__email")
    rows = sorted(found, key=lambda row: EAGERNESS.index(Frequency(row[1])))
    return {
        user: Recipient(user, Kind.POST, frequency, bool(email)) for user, frequency, email in rows
    }.values()


def post_items(user: User, notifications: Iterable[Notification]) -> dict[int, Item]:
    """Items for those of these notifications whose post is public and still followed by mail."""
    told = {int(note.event.removeprefix("post:")): note for note in notifications}
    posts = Post.objects.published().filter(pk__in=told).prefetch_related("tags", "films")
    by_mail = user.follows.exclude(frequency=Frequency.NEVER)
    own = list(by_mail.select_related("tag", "film"))
    found = {}
    for post in posts:
        things = {*post.tags.all(), *post.films.all()}
        if reasons := [row for row in own if (row.tag or row.film) in things]:
            found[told[post.pk].pk] = _item(user, told[post.pk], post, reasons)
    return found


def _item(user: User, note: Notification, post: Post, reasons: list[Follow]) -> Item:
    names = ", ".join(f"“{row}”" for row in reasons)
    return Item(
        subject=_("New post: %(title)s") % {"title": post.title},
        headline=_("A new post"),
        title=post.title,
        url=absolute(note.url),
        because=_("You follow %(names)s.") % {"names": names},
        ending=Ending(user.pk, follows.NAME, tuple(row.pk for row in reasons)),
        text=post.excerpt,
        template="archive/mail/_post",
    )
