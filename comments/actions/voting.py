"""Voices for and against comments."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Comment, Vote
from ..policies import permissions
from ..signals import comment_changed
from ..types import User
from .counts import recount_scores
from .locks import lock_public_comment

VALUES = (1, 0, -1)


@transaction.atomic
def cast(comment: Comment, voter: User, value: int) -> int:
    """Set this person's voice for a comment: 1, −1, or 0 for none. Returns the new score.

    Set, not toggled: the same click twice changes nothing. Raises Refused for one's own
    comment, for one that is not public any more, and for somebody who is banned.
    """
    if value not in VALUES:
        raise ValueError(f"a vote is one of {VALUES}")
    if comment.author_id == voter.pk:
        raise Refused(_("Nobody votes for their own comment."))
    permissions.refuse_banned(voter)
    lock_public_comment(comment)
    if value:
        Vote.objects.update_or_create(comment=comment, voter=voter, defaults={"value": value})
    else:
        Vote.objects.filter(comment=comment, voter=voter).delete()
    recount_scores(Comment.objects.filter(pk=comment.pk))
    comment_changed.send(
        sender=Comment, discussion_id=comment.discussion_id, comment_ids=[comment.pk]
    )
    return Comment.objects.values_list("score", flat=True).get(pk=comment.pk)
