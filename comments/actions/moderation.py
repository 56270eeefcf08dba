"""Decisions of moderators and rules about what readers see."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import NotPossible
from ..models import Comment, ModerationDecision
from ..policies.screening import FLAGS
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
def leave(comment: Comment, by: User, newest_flag: int | None) -> ModerationDecision | None:
    """A moderator looked and leaves a flagged comment; only new flags count from here on.

    One that flags have hidden is public again. The text of one that was withdrawn meanwhile was
    kept for this look, and is erased. Returns what is recorded, nothing if no flag was open.
    Raises NotPossible if its state, its text or its newest open flag (by its key) is not what
    the caller saw; nothing changes then.
    """
    now = lock_comment(comment)
    latest = now.flags.counting().aggregate(key=Max("pk"))["key"]
    seen = (comment.status, comment.edited_at, newest_flag)
    if (now.status, now.edited_at, latest) != seen:
        raise NotPossible(_("It has changed since you read it. Look again."))
    if not now.flags.filter(settled_at=None).update(settled_at=timezone.now()):
        return None
    if now.status == Status.WITHDRAWN:
        erase(now)
    if now.status == Status.PENDING and now.held_for == FLAGS:
        _refuse_to_publish(now)
        return change_status(now, Status.PUBLISHED, by=by, reason=Reason.ON_TOPIC)
    return ModerationDecision.objects.create(
        comment=now,
        by=by,
        from_status=now.status,
        to_status=now.status,
        reason=Reason.ON_TOPIC,
    )
