"""What editors decide about a whole discussion."""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.signals import post_delete, pre_delete

from ..models import Comment, Discussion, HasDiscussion
from ..signals import comment_changed
from . import counts
from .locks import lock_discussions


def connect() -> None:
    """Do with the discussions of an owner what its deletion asks for, however it is deleted."""
    for model in apps.get_models():
        if issubclass(model, HasDiscussion):
            pre_delete.connect(hide_discussions, sender=model)
            post_delete.connect(delete_empty_discussions, sender=model)


def hide_discussions(instance: HasDiscussion, **kwargs: Any) -> None:
    """Before an owner is deleted: nobody reads or writes in its discussions any more.

    They are locked before the owner, as they are when it is saved.
    """
    pks = instance.discussion_pks()
    lock_discussions(pks)
    Discussion.objects.filter(pk__in=pks).update(visible_from=None, is_open=False)


def delete_empty_discussions(instance: HasDiscussion, **kwargs: Any) -> None:
    """After it: what people said stays theirs, hidden; an empty discussion goes too."""
    pks = instance.discussion_pks()
    Discussion.objects.filter(pk__in=pks, comments=None, ratings=None).delete()
    for pk in pks:
        comment_changed.send(sender=Discussion, discussion_id=pk, comment_ids=[])


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
    kept = stays.comments.standing_reviews().filter(author=OuterRef("user"))
    ownerless = stays.ratings.filter(review__kind=Comment.Kind.COMMENT)
    ownerless.update(review=Subquery(kept.values("pk")[:1]))
    followers = stays.subscriptions.filter(comment=None).values("user")
    goes.subscriptions.filter(comment=None, user__in=followers).delete()
    goes.subscriptions.update(discussion=stays)
    goes.visits.all().delete()
    counts.recount_discussions(both)
    for discussion in (stays, goes):
        comment_changed.send(sender=Discussion, discussion_id=discussion.pk, comment_ids=[])
    return moved, dropped
