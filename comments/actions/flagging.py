"""Readers who point moderators at a comment."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Comment, Discussion, Flag, ModerationDecision
from ..policies import screening
from .locks import lock_public_comment
from .moderation import decide
from .withdrawing import erase

# So many different people put a comment in the moderators' queue; so many hide it until one
# has looked. One alone does neither: a single dislike must not silence anybody.
FLAGS_FOR_QUEUE = 2
FLAGS_TO_HIDE = 3


@transaction.atomic
def flag(comment, by, reason, note=""):
    """Flag a comment once. Raises Refused for one's own, and for one that is not public."""
    if comment.author_id == by.pk:
        raise Refused(_("You can withdraw your own comment."))
    lock_public_comment(comment, by)
    made, _new = Flag.objects.get_or_create(
        comment=comment, by=by, defaults={"reason": reason, "note": note}
    )
    if comment.flags.filter(settled_at=None).count() >= FLAGS_TO_HIDE:
        Comment.objects.filter(pk=comment.pk).update(held_for=screening.FLAGS)
        decide(Comment.objects.get(pk=comment.pk), Comment.Status.PENDING, rule=screening.FLAGS)
    return made


@transaction.atomic
def settle(comment, by):
    """A moderator looked and leaves a flagged comment as it is; only new flags count from here on.

    The text of one that was withdrawn meanwhile was kept for this look, and is erased. Returns
    whether there were flags to settle. It is a decision on the record like any other.
    """
    Discussion.objects.lock([comment.discussion_id])
    open_flags = Flag.objects.filter(comment=comment, settled_at=None)
    if not open_flags.update(settled_at=timezone.now()):
        return False
    status = Comment.objects.values_list("status", flat=True).get(pk=comment.pk)
    if status == Comment.Status.WITHDRAWN:
        erase(comment)
    ModerationDecision.objects.create(
        comment=comment,
        by=by,
        from_status=status,
        to_status=status,
        reason=ModerationDecision.Reason.ON_TOPIC,
    )
    return True
