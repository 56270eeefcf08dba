"""What editors decide about a whole discussion."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.signals import post_delete, pre_delete

from ..models import Comment, Discussion, HasDiscussion, ModerationDecision
from ..signals import comment_changed
from ..types import User
from . import counts
from .locks import lock_discussion, lock_discussions

Act = ModerationDecision.Act


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
def change(
    discussion: Discussion, *, by: User | None = None, note: str = "", **fields: Any
) -> None:
    """Set these fields (is_open, closes_at, style, claimed_count) of a discussion.

    Who may still write there is on the record: who decided (`by`), and why (`note`).
    """
    lock_discussion(discussion.pk)
    before = Discussion.objects.get(pk=discussion.pk)
    Discussion.objects.filter(pk=discussion.pk).update(**fields)
    for act in _acts(before, fields):
        ModerationDecision.objects.create(
            subject=ModerationDecision.Subject.DISCUSSION,
            discussion=before,
            act=act,
            by=by,
            note=note,
        )
    comment_changed.send(sender=Discussion, discussion_id=discussion.pk, comment_ids=[])


def _acts(before: Discussion, fields: dict[str, Any]) -> Iterator[str]:
    """What these fields decide that was not so before."""
    if fields.get("is_open", before.is_open) != before.is_open:
        yield Act.OPEN if fields["is_open"] else Act.CLOSE
    if fields.get("closes_at", before.closes_at) != before.closes_at:
        yield Act.SCHEDULE


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
