"""Decisions of moderators and rules about what readers see."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import NotPossible
from ..models import Comment, ModerationDecision
from ..types import User
from .locks import lock_comment, lock_discussion
from .transitions import TRANSITIONS, change_status
from .withdrawing import erase

Status = Comment.Status
Reason = ModerationDecision.Reason


@transaction.atomic
def decide(
    comment: Comment,
    to_status: str,
    *,
    by: User | None = None,
    rule: str = "",
    reason: str = Reason.NONE,
    note: str = "",
) -> ModerationDecision | None:
    """Move `comment` from the state the caller saw to `to_status` and record who and why.

    `by` is the deciding user, `rule` the name of a rule that decided without one. Raises
    NotPossible if the states do not allow it, somebody else was faster, or the text is not the
    one the caller saw; nothing changes then.
    """
    if to_status not in TRANSITIONS[Status(comment.status)]:
        raise NotPossible(
            _("A comment that is “%(from)s” cannot become “%(to)s”.")
            % {"from": Status(comment.status).label, "to": Status(to_status).label}
        )
    lock_discussion(comment.discussion_id)
    if to_status == Status.PUBLISHED:
        _refuse_to_publish(comment)
    # Whoever decides has seen the flags; only new ones count from here on.
    if by:
        comment.flags.filter(settled_at=None).update(settled_at=timezone.now())
    return change_status(comment, to_status, by=by, rule=rule, reason=reason, note=note)


def _refuse_to_publish(comment: Comment) -> None:
    """Raise NotPossible for what its author has erased, and for a second review."""
    if not comment.text:
        raise NotPossible(_("The author has taken this text away."))
    if comment.kind == Comment.Kind.REVIEW and comment.author_id:
        reviews = Comment.objects.standing_reviews().filter(
            discussion=comment.discussion_id, author=comment.author_id
        )
        if reviews.exclude(pk=comment.pk).exists():
            raise NotPossible(_("This person has written another review here since."))


@transaction.atomic
def leave(comment: Comment, by: User) -> bool:
    """A moderator looked and leaves a flagged comment as it is; only new flags count from here on.

    The text of one that was withdrawn meanwhile was kept for this look, and is erased. Returns
    whether there were flags to settle. It is a decision on the record like any other.
    """
    comment = lock_comment(comment)
    if not comment.flags.filter(settled_at=None).update(settled_at=timezone.now()):
        return False
    if comment.status == Status.WITHDRAWN:
        erase(comment)
    ModerationDecision.objects.create(
        comment=comment,
        by=by,
        from_status=comment.status,
        to_status=comment.status,
        reason=Reason.ON_TOPIC,
    )
    return True
