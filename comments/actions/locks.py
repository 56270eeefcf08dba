"""The rows that an act holds, from its first statement to the end of its transaction.

Always in one order, so that two acts at once wait for each other and never each for the other:
the participant, then the discussions in the order of their keys, then the comment, and what the
signal at the end of an act writes for the whole site last. Each lock is an UPDATE that raises
`version`; only afterwards an act reads, writes and counts anew.
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import Closed, Refused
from ..models import Comment, Discussion, Participant
from ..types import User


def lock_participant(user: User) -> Participant:
    """Lock the row through which everything this person writes goes; make it if need be."""
    own = Participant.objects.filter(user=user)
    if not own.update(version=F("version") + 1):
        try:
            with transaction.atomic():
                Participant.objects.create(user=user)
        except IntegrityError:  # the same person, a moment earlier
            pass
        own.update(version=F("version") + 1)
    return own.get()


def lock_discussion(pk: int) -> None:
    lock_discussions([pk])


def lock_discussions(pks: Iterable[int]) -> None:
    """Lock several discussions, in the order of their keys."""
    Discussion.objects.lock(pks)


def lock_open_discussion(pk: int) -> None:
    """Lock a discussion in which anybody may write now. Raises Closed."""
    now = timezone.now()
    still_open = Q(is_open=True) & (Q(closes_at=None) | Q(closes_at__gt=now))
    rows = Discussion.objects.filter(still_open, pk=pk, visible_from__lte=now)
    if not rows.update(version=F("version") + 1):
        raise Closed


def lock_comment(comment: Comment) -> Comment:
    """Lock a comment and its discussion; returns the comment as it is now."""
    lock_discussion(comment.discussion_id)
    Comment.objects.filter(pk=comment.pk).update(version=F("version") + 1)
    return Comment.objects.select_related("discussion").get(pk=comment.pk)


def lock_public_comment(comment: Comment) -> None:
    """Lock a comment and its discussion. Raises Refused if it is not public any more."""
    lock_discussion(comment.discussion_id)
    public = Comment.objects.filter(pk=comment.pk, status=Comment.Status.PUBLISHED)
    if not public.update(version=F("version") + 1):
        raise Refused(_("This comment is no longer here."))
