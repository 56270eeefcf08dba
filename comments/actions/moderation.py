"""Decisions about what readers see."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Comment, Discussion, ModerationDecision
from ..notifications import recipients
from ..signals import comment_changed
from .counts import recount_after

Status = Comment.Status
Reason = ModerationDecision.Reason

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


class NotPossible(Exception):
    """The comment is not in a state from which this decision leads, perhaps not any more."""


@transaction.atomic
def decide(comment, to_status, *, by=None, rule="", reason=Reason.NONE, note=""):
    """Move `comment` from the state the caller saw to `to_status` and record who and why.

    `by` is the deciding user, `rule` the name of a rule that decided without one. Raises
    NotPossible if the states do not allow it, somebody else was faster, or the text is not the
    one the caller saw; nothing changes then.
    """
    from_status = comment.status
    if to_status not in TRANSITIONS[from_status]:
        raise NotPossible(
            _("A comment that is “%(from)s” cannot become “%(to)s”.")
            % {"from": Status(from_status).label, "to": Status(to_status).label}
        )
    Discussion.objects.lock([comment.discussion_id])
    if to_status == Status.PUBLISHED:
        _refuse_to_publish(comment)
    never_public = Comment.objects.filter(pk=comment.pk, first_published_at=None).exists()
    changes = {"status": to_status, "version": F("version") + 1}
    if to_status == Status.PUBLISHED:
        changes["first_published_at"] = Coalesce("first_published_at", Now())
    seen = Comment.objects.filter(pk=comment.pk, status=from_status, edited_at=comment.edited_at)
    if not seen.update(**changes):
        raise NotPossible(_("This comment was changed or decided about just now."))
    # Whoever decides has seen the flags; only new ones count from here on.
    if by:
        comment.flags.filter(settled_at=None).update(settled_at=timezone.now())
    decision = ModerationDecision.objects.create(
        comment=comment,
        by=by,
        rule=rule,
        from_status=from_status,
        to_status=to_status,
        reason=reason,
        note=note,
    )
    comment.status = to_status
    recount_after(comment)
    if never_public and to_status == Status.PUBLISHED:
        recipients.queue(comment)
    recipients.queue_decision(decision)
    comment_changed.send(
        sender=Comment, discussion_id=comment.discussion_id, comment_ids=[comment.pk]
    )
    return decision


def _refuse_to_publish(comment):
    """Raise NotPossible for what its author has erased, and for a second review."""
    if not comment.text:
        raise NotPossible(_("The author has taken this text away."))
    if comment.kind == Comment.Kind.REVIEW and comment.author_id:
        reviews = Comment.objects.standing_reviews().filter(
            discussion=comment.discussion_id, author=comment.author_id
        )
        if reviews.exclude(pk=comment.pk).exists():
            raise NotPossible(_("This person has written another review here since."))
