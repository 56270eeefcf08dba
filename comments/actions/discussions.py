"""What editors decide about a whole discussion."""

from typing import Any

from django.db import transaction
from django.db.models import F

from ..models import Comment, Discussion
from ..signals import comment_changed
from . import counts
from .locks import lock_discussions


@transaction.atomic
def change(discussion: Discussion, **fields: Any) -> None:
    """Set these fields (is_open, closes_at, style, claimed_count) of a discussion."""
    Discussion.objects.filter(pk=discussion.pk).update(version=F("version") + 1, **fields)
    comment_changed.send(sender=Discussion, discussion_id=discussion.pk, comment_ids=[])


@transaction.atomic
def merge(stays: Discussion, goes: Discussion) -> tuple[int, int]:
    """Move all comments and ratings of one discussion into another.

    Somebody who rated or reviewed both keeps what stands in `stays`: the other rating is
    dropped, the other review becomes a comment. Returns how many rows moved and were dropped.
    """
    both = Discussion.objects.filter(pk__in=[stays.pk, goes.pk])
    lock_discussions([stays.pk, goes.pk])
    reviewers = stays.comments.standing_reviews().values("author")
    goes.comments.standing_reviews().filter(author__in=reviewers).update(kind=Comment.Kind.COMMENT)
    moved = goes.comments.update(discussion=stays)
    dropped, _by_model = goes.ratings.filter(user__in=stays.ratings.values("user")).delete()
    moved += goes.ratings.update(discussion=stays)
    followers = stays.subscriptions.filter(comment=None).values("user")
    goes.subscriptions.filter(comment=None, user__in=followers).delete()
    goes.subscriptions.update(discussion=stays)
    goes.visits.all().delete()
    counts.recount_discussions(both)
    for discussion in (stays, goes):
        comment_changed.send(sender=Discussion, discussion_id=discussion.pk, comment_ids=[])
    return moved, dropped
