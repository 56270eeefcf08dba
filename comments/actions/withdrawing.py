"""Taking one’s own text away."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Comment, CommentRevision, Flag
from ..types import User
from . import rating
from .counts import count_and_tell
from .locks import lock_comment
from .transitions import change_status, withdraw_standing

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
    # One that is kept is erased by a moderator's look, or by erase_kept().
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


def withdraw_all(comments: QuerySet[Comment], by: User) -> None:
    """Take comments of one's own in one discussion away, however many, in a few queries.

    As `withdraw` does for one; ratings aside. The discussion must be locked. Count anew and tell
    afterwards.
    """
    erase_all(comments)
    withdraw_standing(comments, by)


def erase_all(comments: QuerySet[Comment]) -> None:
    """Forget what these comments say and said before, but for those with an open flag."""
    unflagged = _unflagged(comments)
    CommentRevision.objects.filter(comment__in=unflagged.values("pk")).delete()
    unflagged.update(text="", html="", quote="")


def erase_kept() -> int:
    """Erase what was withdrawn and kept for a flag that counts no more; returns how many.

    Whoever raised it left, say. A task of the worker, so it does not matter what ended the flag.
    """
    return sum(_erase_if_kept(comment) for comment in _kept_for_nothing())


def _kept_for_nothing() -> QuerySet[Comment]:
    return _unflagged(Comment.objects.filter(status=Status.WITHDRAWN).exclude(text=""))


def _unflagged(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Those of these comments that no flag keeps for a moderator."""
    flags = Flag.objects.counting().filter(comment=OuterRef("pk"))
    return comments.filter(~Exists(flags)).order_by()


@transaction.atomic
def _erase_if_kept(comment: Comment) -> bool:
    """Erase it, unless that is done; under the lock, as two workers may find the same."""
    lock_comment(comment)
    if not _kept_for_nothing().filter(pk=comment.pk).exists():
        return False
    erase(comment)
    return True
