"""Readers who point moderators at a comment."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..exceptions import Banned, Refused
from ..models import Comment, Flag
from ..policies import screening
from ..types import User
from .limits import spend
from .locks import lock_public_comment
from .transitions import change_status


@transaction.atomic
def flag(comment: Comment, by: User, reason: str, note: str = "") -> Flag:
    """Flag what a comment says now, once: what it says after an edit may be flagged anew.

    Raises Refused for one's own, for one that is not public, and for too many at once.
    """
    if comment.author_id == by.pk:
        raise Refused(_("You can withdraw your own comment."))
    if spend("flag", by).is_banned:
        raise Banned
    lock_public_comment(comment)
    made, _new = Flag.objects.get_or_create(
        comment=comment,
        by=by,
        revision=comment.revisions.count(),
        defaults={"reason": reason, "note": note},
    )
    comment = Comment.objects.select_related("author").get(pk=comment.pk)
    if screening.flags_hide(comment):
        change_status(comment, Comment.Status.PENDING, rule=screening.FLAGS)
    return made
