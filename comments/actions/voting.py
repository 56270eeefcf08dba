"""Voices for and against comments."""

from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.utils.translation import gettext as _

from ..exceptions import Banned, Refused
from ..models import Comment, Vote
from ..signals import comment_changed
from ..types import User
from .counts import recount_scores
from .limits import spend
from .locks import lock_discussion, lock_public_comment

VALUES = (1, 0, -1)


@transaction.atomic
def cast(comment: Comment, voter: User, value: int) -> int:
    """Set this person's voice for a comment: 1, −1, or 0 for none. Returns the new score.

    Set, not toggled: the same click twice changes nothing. Raises Refused for one's own
    comment, for one that is not public any more, for somebody who is banned, and for too many.
    """
    if value not in VALUES:
        raise ValueError(f"a vote is one of {VALUES}")
    if comment.author_id == voter.pk:
        raise Refused(_("Nobody votes for their own comment."))
    if spend("vote", voter).is_banned:
        raise Banned
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


@transaction.atomic
def recount_votes_of(voter: User) -> None:
    """Count anew what this person voted about: after a ban, or its end."""
    voted = Comment.objects.filter(votes__voter=voter).order_by("discussion")
    rows = voted.values_list("discussion", "pk")
    for discussion, group in groupby(list(rows), key=itemgetter(0)):
        comments = [pk for _discussion, pk in group]
        lock_discussion(discussion)
        recount_scores(Comment.objects.filter(pk__in=comments))
        comment_changed.send(sender=Comment, discussion_id=discussion, comment_ids=comments)
