"""How often somebody may write, vote, flag, follow.

The figures are policy: each with its reason beside it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from ..exceptions import TooMany
from ..models import Comment, CommentRevision
from ..types import User

# A pause against double posts and haste, a ceiling against floods, and a lower one for accounts
# younger than a day, which is what floods are made with.
PAUSE = timedelta(seconds=15)
MOST_IN_AN_HOUR = 30
# An edit corrects a slip, so it needs no pause; only a flood of them is stopped.
MOST_EDITS_IN_AN_HOUR = 30
NEW_ACCOUNT = timedelta(days=1)
MOST_OF_A_NEW_ACCOUNT, NEW_ACCOUNT_SPAN = 5, timedelta(minutes=10)
# What costs one click: how many in which time. More than anybody does who reads what it is
# about; a flag besides takes a moderator's time.
LIMITS = {
    "vote": (60, timedelta(minutes=10)),
    "flag": (20, timedelta(hours=1)),
    "follow": (60, timedelta(hours=1)),
    "preview": (60, timedelta(minutes=10)),
}


def time_to_wait(author: User, now: datetime | None = None) -> timedelta:
    """How long this person must wait before posting again; zero if not at all."""
    if not getattr(settings, "RATE_LIMITS", True):
        return timedelta()
    now = now or timezone.now()
    own = Comment.objects.filter(author=author, created_at__gt=now - timedelta(hours=1))
    times = list(
        own.order_by("-created_at").values_list("created_at", flat=True)[:MOST_IN_AN_HOUR]
    )
    if not times:
        return timedelta()
    until = [times[0] + PAUSE]
    if len(times) == MOST_IN_AN_HOUR:
        until.append(times[-1] + timedelta(hours=1))
    if now - author.date_joined < NEW_ACCOUNT and len(times) >= MOST_OF_A_NEW_ACCOUNT:
        until.append(times[MOST_OF_A_NEW_ACCOUNT - 1] + NEW_ACCOUNT_SPAN)
    return max(max(until) - now, timedelta())


def time_to_wait_for_edit(author: User, now: datetime | None = None) -> timedelta:
    """How long this person must wait before changing another text; zero if not at all."""
    if not getattr(settings, "RATE_LIMITS", True):
        return timedelta()
    now, hour = now or timezone.now(), timedelta(hours=1)
    edits = CommentRevision.objects.filter(comment__author=author, replaced_at__gt=now - hour)
    newest = edits.order_by("-replaced_at").values_list("replaced_at", flat=True)
    times = list(newest[:MOST_EDITS_IN_AN_HOUR])
    return times[-1] + hour - now if len(times) == MOST_EDITS_IN_AN_HOUR else timedelta()


def count(act: str, user: User, now: datetime | None = None) -> None:
    """Count one more of these acts, in the cache that all workers share. Raises TooMany.

    The person must be locked, or acts at once are counted as one.
    """
    if not getattr(settings, "RATE_LIMITS", True):
        return
    most, span = LIMITS[act]
    window, begun = divmod((now or timezone.now()).timestamp(), span.total_seconds())
    key = f"comments.{act}.{user.pk}.{window:.0f}"
    done = cache.get(key, 0)
    if done >= most:
        raise TooMany(span - timedelta(seconds=begun))
    cache.set(key, done + 1, span.total_seconds())
