"""Changing a text that is there, and rendering texts anew."""

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import Banned, Refused, TooFast
from ..markup import render_markdown, render_plain
from ..models import Comment, CommentRevision, Discussion, Participant
from ..policies import permissions, screening, throttling
from ..signals import comment_changed
from ..types import User
from . import rating
from .counts import count_and_tell
from .locks import lock_comment, lock_discussion, lock_participant
from .transitions import change_status

Kind, Status = Comment.Kind, Comment.Status

# Instead of a score: the rating stays as it is.
Unchanged = Literal["unchanged"]
UNCHANGED: Unchanged = "unchanged"


@transaction.atomic
def edit(
    comment: Comment, by: User, text: str, *, score: int | None | Unchanged = UNCHANGED
) -> Comment:
    """Let a comment say `text`; what it said before is kept for moderators.

    `score` is what a review gives from now on, None takes its rating away.
    What would hold a new comment holds the new text, too. Raises Refused when it may not
    be changed, or not any more, and when there were too many changes lately.
    """
    participant = lock_participant(by)
    if participant.is_banned:
        raise Banned
    comment = lock_comment(comment)
    if not permissions.may_edit(comment, by):
        raise Refused(_("This comment cannot be edited any more."))
    if comment.kind == Kind.REVIEW and score != UNCHANGED:
        rating.set_rating(comment.discussion, by, score)
    if text == comment.text:
        if comment.kind == Kind.REVIEW:
            count_and_tell(comment)
        return comment
    if wait := throttling.time_to_wait_for_edit(by):
        raise TooFast(wait)
    _rewrite(comment, text)
    rule = _reason_to_hold(comment, participant, by)
    if rule and comment.status == Status.PUBLISHED:
        change_status(comment, Status.PENDING, rule=rule)
        return comment
    if rule:
        Comment.objects.filter(pk=comment.pk).update(held_for=rule)
    count_and_tell(comment)
    return comment


def _rewrite(comment: Comment, text: str) -> None:
    CommentRevision.objects.create(comment=comment, text=comment.text)
    comment.text, comment.html = text, render_markdown(text)
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "html", "edited_at"])


def _reason_to_hold(comment: Comment, participant: Participant, by: User) -> str:
    """The rule that a changed text breaks, or nothing: a moderator looks, whatever it is.

    A text that becomes public by the edit is held to the rules for new ones.
    """
    rule = screening.reason_to_refuse(participant, comment.html)
    if not rule and comment.status == Status.PUBLISHED:
        rule = screening.reason_to_hold(by, comment.html)
    elif not rule and not by.has_perm("comments.post_unmoderated"):
        rule = screening.reason_in_text(comment.html)
    return rule


def rerender(comments: QuerySet[Comment]) -> int:
    """Write the HTML of these comments anew from their texts; returns how many changed.

    The versions of their discussions are raised, so that pages are made anew.
    """
    rows = comments.only("text", "html", "text_origin", "discussion").order_by("discussion", "pk")
    by_discussion = groupby(rows.iterator(), key=lambda comment: comment.discussion_id)
    return sum(_rerender_in(discussion, group) for discussion, group in by_discussion)


def _rerender_in(discussion: int, comments: Iterable[Comment]) -> int:
    outdated = []
    for comment in comments:
        html = (render_plain if comment.is_archived else render_markdown)(comment.text)
        if html != comment.html:
            outdated.append((comment, html))
    if not outdated:
        return 0
    with transaction.atomic():
        lock_discussion(discussion)
        # Only what still says the same: it may have been edited or withdrawn since it was read.
        changed = sum(
            Comment.objects.filter(pk=comment.pk, text=comment.text).update(html=html)
            for comment, html in outdated
        )
        comment_changed.send(sender=Discussion, discussion_id=discussion, comment_ids=[])
    return changed
