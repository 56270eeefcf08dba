"""How text comes into a discussion."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import ParentGone, Refused, TooFast
from ..markup import render_markdown
from ..models import Comment, Discussion
from ..policies import screening, throttling
from ..types import User
from . import rating
from .counts import count_and_tell
from .locks import lock_open_discussion, lock_participant
from .transitions import change_status

Kind, Status = Comment.Kind, Comment.Status


@transaction.atomic
def submit(
    discussion: Discussion,
    author: User,
    text: str,
    *,
    parent: Comment | None = None,
    kind: str = Kind.COMMENT,
    score: int | None = None,
    passage: str = "",
    quote: str = "",
    submission_key: UUID | None = None,
    ip_address: str = "",
) -> Comment:
    """Post a comment, a reply or a review; returns the comment, published or held or rejected.

    `submission_key` (made with the form) lets the same form count once: sent again, it returns
    what it made the first time. `score` is a review's rating. Raises Refused in words for the
    author: the discussion is closed, the parent is gone, it was too fast, a second review.
    """
    participant = lock_participant(author)
    if earlier := _made_by(submission_key, author, text):
        return earlier
    if wait := throttling.time_to_wait(author):
        raise TooFast(wait)
    lock_open_discussion(discussion.pk)
    place = _place(_standing(parent, discussion) if parent else None)
    if kind == Kind.REVIEW:
        _refuse_second_review(discussion, author)
    html = render_markdown(text)
    refused = screening.reason_to_refuse(participant, html)
    comment = Comment.objects.create(
        discussion=discussion,
        author=author,
        kind=kind,
        text=text,
        html=html,
        passage=passage,
        quote=quote,
        held_for=refused or screening.reason_to_hold(author, html),
        submission_key=submission_key if _is_free(submission_key) else None,
        ip_address=ip_address,
        **place,
    )
    if kind == Kind.REVIEW and not refused:
        rating.give_with(comment, score)
    if refused:
        change_status(comment, Status.REJECTED, rule=refused)
    elif not comment.held_for:
        change_status(comment, Status.PUBLISHED, is_decision=False)
    elif kind == Kind.REVIEW:  # a rating counts no more while its review waits
        count_and_tell(comment)
    return comment


def _made_by(key: UUID | None, author: User, text: str) -> Comment | None:
    """What this form made already, if it says the same."""
    if not key:
        return None
    return Comment.objects.filter(submission_key=key, author=author, text=text).first()


def _is_free(key: UUID | None) -> bool:
    return key is not None and not Comment.objects.filter(submission_key=key).exists()


def _standing(parent: Comment, discussion: Discussion) -> Comment:
    """The parent as it is now. Raises ParentGone if nobody may answer it any more."""
    found = Comment.objects.filter(
        pk=parent.pk, discussion=discussion, status=Status.PUBLISHED
    ).select_related("root")
    if comment := found.first():
        return comment
    raise ParentGone


def _place(parent: Comment | None) -> dict[str, Any]:
    """Where a comment written now stands; never before what it answers."""
    now = timezone.now()
    if parent is None:
        return {"posted_at": now, "sort_at": now}
    return {
        "parent": parent,
        "root": parent.root or parent,
        "depth": parent.depth + 1,
        "posted_at": now,
        "sort_at": max(now, parent.sort_at),
    }


def _refuse_second_review(discussion: Discussion, author: User) -> None:
    if discussion.comments.standing_reviews().filter(author=author).exists():
        raise Refused(_("You have reviewed this already. You can edit your review."))
