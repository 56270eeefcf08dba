"""Who may take part, and who may change what was written."""

from datetime import timedelta

from django.utils import timezone

from ..exceptions import Banned
from ..models import Comment, Discussion, Participant
from ..types import User

Kind, Status = Comment.Kind, Comment.Status

# Long enough to see a slip of the pen, short enough that nobody answered what is gone.
EDIT_WINDOW = timedelta(minutes=15)


def is_banned(user: User) -> bool:
    """Whether this person may write, vote, rate and flag no more."""
    return Participant.objects.filter(user=user, is_banned=True).exists()


def refuse_banned(user: User) -> None:
    """Raise Banned for somebody who may not take part any more."""
    if is_banned(user):
        raise Banned


def may_write_in(discussion: Discussion) -> bool:
    """Whether texts may come in here, or change, now."""
    return discussion.is_visible and discussion.accepts_comments


def may_edit(comment: Comment, user: User) -> bool:
    """Whether this person may change this text now."""
    return may_write_in(comment.discussion) and is_editable(comment, user)


def is_editable(comment: Comment, user: User, is_answered: bool | None = None) -> bool:
    """Whether this person may change this text where one may write: a review always, a
    comment for a while.

    Not once somebody answered; whether somebody did is asked of the database, if the caller
    does not know.
    """
    if comment.author_id != user.pk or comment.status not in (Status.PUBLISHED, Status.PENDING):
        return False
    if comment.kind == Kind.REVIEW:
        return True
    if comment.posted_at is None or timezone.now() - comment.posted_at >= EDIT_WINDOW:
        return False
    if is_answered is None:
        is_answered = comment.replies.filter(status=Status.PUBLISHED).exists()
    return not is_answered
