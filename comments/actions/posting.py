"""How text comes into a discussion."""

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import Closed, ParentGone, Refused, TooFast
from ..markup import render_markdown
from ..models import Comment, Discussion
from ..notifications import recipients
from ..policies import screening, throttling
from . import rating
from .counts import count_and_tell
from .locks import lock_participant
from .moderation import decide

Kind, Status, TextOrigin = Comment.Kind, Comment.Status, Comment.TextOrigin


@transaction.atomic
def submit(
    discussion,
    author,
    text,
    *,
    parent=None,
    kind=Kind.COMMENT,
    score=None,
    passage="",
    quote="",
    submission_key=None,
    ip_address="",
):
    """Post a comment, a reply or a review; returns the comment, published or held or rejected.

    `submission_key` (a UUID made with the form) lets the same form count once: sent again, it
    returns what it made the first time. `score` is a review's rating. Raises Refused in words
    for the author: the discussion is closed, the parent is gone, it was too fast, a second
    review. The rows that are taken first let the acts of one person, and those in one
    discussion, happen one after the other.
    """
    participant = lock_participant(author)
    if earlier := _made_by(submission_key, author, text):
        return earlier
    if wait := throttling.time_to_wait(author):
        raise TooFast(wait)
    _take_open(discussion)
    if parent:
        parent = _standing(parent, discussion)
    now = timezone.now()
    comment = Comment(
        discussion=discussion,
        parent=parent,
        root=(parent.root or parent) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        kind=kind,
        author=author,
        text=text,
        html=render_markdown(text),
        posted_at=now,
        sort_at=max(now, parent.sort_at) if parent else now,
        passage=passage,
        quote=quote,
        submission_key=submission_key if _is_free(submission_key) else None,
        ip_address=ip_address,
    )
    if kind == Kind.REVIEW:
        _refuse_second_review(discussion, author)
    refused = screening.reason_to_refuse(participant, comment.html)
    comment.held_for = refused or screening.reason_to_hold(author, comment.html)
    comment.save()
    if score is not None and not refused:
        rating.rate(discussion, author, score)
    if refused:
        decide(comment, Status.REJECTED, rule=refused)
    elif not comment.held_for:
        _publish(comment)
    return comment


def _made_by(key, author, text):
    """What this form made already, if it says the same."""
    return (
        Comment.objects.filter(submission_key=key, author=author, text=text).first()
        if key
        else None
    )


def _is_free(key):
    return key is not None and not Comment.objects.filter(submission_key=key).exists()


def _take_open(discussion):
    now = timezone.now()
    still_open = Q(is_open=True) & (Q(closes_at=None) | Q(closes_at__gt=now))
    rows = Discussion.objects.filter(still_open, pk=discussion.pk, visible_from__lte=now)
    if not rows.update(version=F("version") + 1):
        raise Closed


def _standing(parent, discussion):
    """The parent as it is now. Raises ParentGone if nobody may answer it any more."""
    found = Comment.objects.filter(
        pk=parent.pk, discussion=discussion, status=Status.PUBLISHED
    ).select_related("root")
    if comment := found.first():
        return comment
    raise ParentGone


def _refuse_second_review(discussion, author):
    if discussion.comments.standing_reviews().filter(author=author).exists():
        raise Refused(_("You have reviewed this already. You can edit your review."))


def _publish(comment):
    """Make a comment public that no rule holds."""
    comment.status = Status.PUBLISHED
    Comment.objects.filter(pk=comment.pk).update(status=Status.PUBLISHED, first_published_at=Now())
    count_and_tell(comment)
    recipients.queue(comment)
