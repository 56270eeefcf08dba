"""Readers who point moderators at a comment."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Comment, Flag
from ..policies import permissions, screening
from ..types import User
from .locks import lock_public_comment
from .transitions import change_status


@transaction.atomic
def flag(comment: Comment, by: User, reason: str, note: str = "") -> Flag:
    """Flag a comment once. Raises Refused for one's own, and for one that is not public."""
    if comment.author_id == by.pk:
        raise Refused(_("You can withdraw your own comment."))
    permissions.refuse_banned(by)
    lock_public_comment(comment)
    made, _new = Flag.objects.get_or_create(
        comment=comment, by=by, defaults={"reason": reason, "note": note}
    )
    if comment.flags.filter(settled_at=None).count() >= screening.FLAGS_TO_HIDE:
        comment = Comment.objects.get(pk=comment.pk)
        change_status(comment, Comment.Status.PENDING, rule=screening.FLAGS)
    return made
