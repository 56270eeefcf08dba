"""Taking one’s own text away."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Comment, Discussion, ModerationDecision
from . import rating
from .counts import count_and_tell

Kind, Status = Comment.Kind, Comment.Status


@transaction.atomic
def withdraw(comment, by):
    """Take one's own comment away for good: its text and what it said before are erased.

    While a flag is open the texts stay for the moderators. A tombstone stands where replies
    hang under it. What a moderator refused stays refused, without its text. Raises Refused if it
    is not this person's, or was taken away already.
    """
    Discussion.objects.lock([comment.discussion_id])
    mine = Comment.objects.filter(pk=comment.pk, author=by).exclude(status=Status.WITHDRAWN)
    if not mine.update(version=F("version") + 1):
        raise Refused(_("This comment was withdrawn already."))
    comment = Comment.objects.get(pk=comment.pk)
    if not comment.flags.filter(settled_at=None).exists():
        erase(comment)
    old = comment.status
    if old in (Status.PENDING, Status.PUBLISHED):
        Comment.objects.filter(pk=comment.pk).update(status=Status.WITHDRAWN)
        comment.status = Status.WITHDRAWN
        ModerationDecision.objects.create(
            comment=comment, by=by, from_status=old, to_status=Status.WITHDRAWN
        )
    if comment.kind == Kind.REVIEW:
        rating.rate(comment.discussion, by, None)
    count_and_tell(comment)
    return comment


def erase(comment):
    """Forget what a comment says and said before. Its discussion's row must be held."""
    gone = {"text": "", "html": "", "quote": ""}
    Comment.objects.filter(pk=comment.pk).update(**gone)
    comment.revisions.all().delete()
    for field, value in gone.items():
        setattr(comment, field, value)
