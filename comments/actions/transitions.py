"""The states of a comment: the one place where they are written."""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import NotPossible
from ..models import Comment, ModerationDecision
from ..notifications import outbox, recipients
from ..signals import comment_changed
from ..types import User
from .counts import recount_after

Status = Comment.Status

# From each state, the states a moderator or a rule may put a comment in. Withdrawing is the
# author's own act and final.
TRANSITIONS = {
    Status.PENDING: {Status.PUBLISHED, Status.REJECTED, Status.SPAM},
    Status.PUBLISHED: {Status.PENDING, Status.REMOVED, Status.SPAM},
    Status.REJECTED: {Status.PUBLISHED},
    Status.REMOVED: {Status.PUBLISHED},
    Status.SPAM: {Status.PUBLISHED},
    Status.WITHDRAWN: set(),
}


def change_status(
    comment: Comment,
    to_status: str,
    *,
    by: User | None = None,
    rule: str = "",
    reason: str = ModerationDecision.Reason.NONE,
    note: str = "",
    is_decision: bool = True,
) -> ModerationDecision | None:
    """Put `comment` into another state, record who (`by`) or which rule decided, and tell of it.

    Its discussion must be locked. Raises NotPossible, and changes nothing, if the comment is
    not in the state, or does not say the text, that the caller saw. Returns what was recorded:
    nothing where neither a person nor a rule decided (`is_decision`).
    """
    from_status, was_public = comment.status, comment.first_published_at is not None
    _write(comment, to_status, rule)
    decision = None
    if is_decision:
        decision = ModerationDecision.objects.create(
            comment=comment,
            by=by,
            rule=rule,
            from_status=from_status,
            to_status=to_status,
            reason=reason,
            note=note,
        )
    recount_after(comment)
    # What was held may have been so before all had heard of it; nobody is told twice.
    if to_status == Status.PUBLISHED and (not was_public or from_status == Status.PENDING):
        outbox.add(outbox.COMMENT, comment.pk, outbox.FOLLOWERS)
    if decision:
        recipients.tell_of_decision(decision)
    comment_changed.send(
        sender=Comment, discussion_id=comment.discussion_id, comment_ids=[comment.pk]
    )
    return decision


def publish_imported(comments: QuerySet[Comment]) -> int:
    """Make comments public that were so at their source: nobody here decided anything.

    Returns how many they are. Count anew afterwards, and bump what shows them.
    """
    return comments.update(
        status=Status.PUBLISHED, first_published_at=Coalesce("first_published_at", Now())
    )


def withdraw_standing(comments: QuerySet[Comment], by: User) -> None:
    """Withdraw those of these comments that are public or wait; `by`, who wrote them, decided.

    Their discussion must be locked. Count anew and tell afterwards.
    """
    standing = comments.filter(status__in=[Status.PENDING, Status.PUBLISHED]).order_by()
    ModerationDecision.objects.bulk_create(
        ModerationDecision(
            comment_id=pk, by=by, from_status=from_status, to_status=Status.WITHDRAWN
        )
        for pk, from_status in standing.values_list("pk", "status")
    )
    standing.update(status=Status.WITHDRAWN, version=F("version") + 1)


def _write(comment: Comment, to_status: str, rule: str) -> None:
    """Compare and swap: write the state, and which rule it is for, over what the caller saw."""
    changes: dict[str, Any] = {"status": to_status, "version": F("version") + 1}
    if rule:
        changes["held_for"] = rule
    if to_status == Status.PUBLISHED and comment.first_published_at is None:
        changes["first_published_at"] = timezone.now()
    seen = Comment.objects.filter(
        pk=comment.pk,
        status=comment.status,
        edited_at=comment.edited_at,
        first_published_at__isnull=comment.first_published_at is None,
    )
    if not seen.update(**changes):
        raise NotPossible(_("This comment was changed or decided about just now."))
    comment.status = to_status
    comment.first_published_at = changes.get("first_published_at", comment.first_published_at)
