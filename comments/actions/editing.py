"""Changing a text that is there, and rendering texts anew."""

from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ..exceptions import Banned, Refused, TooFast
from ..markup import render_markdown, render_plain
from ..models import Comment, CommentRevision, Discussion
from ..policies import permissions, screening, throttling
from ..signals import comment_changed
from . import rating
from .counts import count_and_tell
from .locks import lock_participant
from .moderation import decide

Kind, Status = Comment.Kind, Comment.Status


@transaction.atomic
def edit(comment, by, text, *, score=None):
    """Let a comment say `text`; what it said before is kept for moderators.

    A rule may hold the new text: then it waits for a moderator. Raises Refused when it may not
    be changed, or not any more, and when there were too many changes lately.
    """
    participant = lock_participant(by)
    if participant.is_banned:
        raise Banned
    Discussion.objects.lock([comment.discussion_id])
    Comment.objects.filter(pk=comment.pk).update(version=F("version") + 1)
    comment = Comment.objects.select_related("discussion").get(pk=comment.pk)
    if not permissions.may_edit(comment, by):
        raise Refused(_("This comment cannot be edited any more."))
    if comment.kind == Kind.REVIEW:
        rating.rate(comment.discussion, by, score)
    if text == comment.text:
        return comment
    if wait := throttling.time_to_wait_for_edit(by):
        raise TooFast(wait)
    CommentRevision.objects.create(comment=comment, text=comment.text)
    comment.text, comment.html = text, render_markdown(text)
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "html", "edited_at"])
    _hold_edit(comment, participant)
    count_and_tell(comment)
    return comment


def _hold_edit(comment, participant):
    """Apply the rules to a text that has changed: a moderator looks, whatever it breaks."""
    rule = screening.reason_to_refuse(participant, comment.html)
    if not rule and not comment.author.has_perm("comments.post_unmoderated"):
        rule = screening.reason_in_text(comment.html)
    if rule:
        Comment.objects.filter(pk=comment.pk).update(held_for=rule)
        if comment.status == Status.PUBLISHED:
            decide(comment, Status.PENDING, rule=rule)


def rerender(comments):
    """Write the HTML of these comments anew from their texts; returns how many changed.

    The versions of their discussions are raised, so that pages are made anew.
    """
    rows = comments.only("text", "html", "text_origin", "discussion").order_by("discussion", "pk")
    by_discussion = groupby(rows.iterator(), key=lambda comment: comment.discussion_id)
    return sum(_rerender_in(discussion, group) for discussion, group in by_discussion)


def _rerender_in(discussion, comments):
    outdated = []
    for comment in comments:
        html = (render_plain if comment.is_archived else render_markdown)(comment.text)
        if html != comment.html:
            outdated.append((comment, html))
    if not outdated:
        return 0
    with transaction.atomic():
        Discussion.objects.lock([discussion])
        # Only what still says the same: it may have been edited or withdrawn since it was read.
        changed = sum(
            Comment.objects.filter(pk=comment.pk, text=comment.text).update(html=html)
            for comment, html in outdated
        )
        comment_changed.send(sender=Discussion, discussion_id=discussion, comment_ids=[])
    return changed
