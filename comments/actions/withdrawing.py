"""Taking one’s own text away."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Comment
from ..types import User
from . import rating
from .counts import count_and_tell
from .locks import lock_comment
from .transitions import change_status

Kind, Status = Comment.Kind, Comment.Status


@transaction.atomic
def withdraw(comment: Comment, by: User) -> Comment:
    """Take one's own comment away for good: its text and what it said before are erased.

    While a flag is open the texts stay for the moderators. A tombstone stands where replies
    hang under it. What a moderator refused stays refused, without its text. Raises Refused if it
    is not this person's, or was taken away already.
    """
    comment = lock_comment(comment)
    if comment.author_id != by.pk or comment.status == Status.WITHDRAWN:
        raise Refused(_("This comment was withdrawn already."))
    if not comment.flags.counting().exists():
        erase(comment)
    if comment.kind == Kind.REVIEW:
        rating.take_with(comment)
    if comment.status in (Status.PENDING, Status.PUBLISHED):
        change_status(comment, Status.WITHDRAWN, by=by)
    else:
        count_and_tell(comment)
    return comment


def erase(comment: Comment) -> None:
    """Forget what a comment says and said before. Its discussion must be locked."""
    gone = {"text": "", "html": "", "quote": ""}
    Comment.objects.filter(pk=comment.pk).update(**gone)
    comment.revisions.all().delete()
    for field, value in gone.items():
        setattr(comment, field, value)
