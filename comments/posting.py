"""How text comes into a discussion, changes, and goes."""

from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from . import notifications, ratings
from .counts import recount_after
from .markup import render_markdown, render_plain
from .models import Comment, Discussion, EarlierText, ModerationDecision, Participant
from .moderation import NotPossible, decide
from .policies import permissions, screening, throttling
from .refusals import Banned, Closed, ParentGone, Refused, TooFast
from .signals import comment_changed

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
    address="",
):
    """Post a comment, a reply or a review; returns the comment, published or held or rejected.

    `submission_key` (a UUID made with the form) lets the same form count once: sent again, it
    returns what it made the first time. `score` is a review's rating. Raises Refused in words
    for the author: the discussion is closed, the parent is gone, it was too fast, a second
    review. The rows that are taken first let the acts of one person, and those in one
    discussion, happen one after the other.
    """
    participant = take_participant(author)
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
        address=address,
    )
    if kind == Kind.REVIEW:
        _refuse_second_review(discussion, author)
    refused = screening.reason_to_refuse(participant, comment.html)
    comment.held_for = refused or screening.reason_to_hold(author, comment.html)
    comment.save()
    if score is not None and not refused:
        ratings.rate(discussion, author, score)
    if refused:
        decide(comment, Status.REJECTED, rule=refused)
    elif not comment.held_for:
        _publish(comment)
    return comment


def take_participant(user):
    """Take the row through which everything this person writes goes; make it if need be."""
    own = Participant.objects.filter(user=user)
    if not own.update(version=F("version") + 1):
        try:
            with transaction.atomic():
                Participant.objects.create(user=user)
        except IntegrityError:  # the same person, a moment earlier
            pass
        own.update(version=F("version") + 1)
    return own.get()


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
    _changed(comment)
    notifications.queue(comment)


def _changed(comment):
    """Count anew and tell whoever shows this discussion."""
    recount_after(comment)
    comment_changed.send(
        sender=Comment, discussion_id=comment.discussion_id, comment_ids=[comment.pk]
    )


@transaction.atomic
def edit(comment, by, text, *, score=None):
    """Let a comment say `text`; what it said before is kept for moderators.

    A rule may hold the new text: then it waits for a moderator. Raises Refused when it may not
    be changed, or not any more, and when there were too many changes lately.
    """
    participant = take_participant(by)
    if participant.is_banned:
        raise Banned
    Discussion.objects.take([comment.discussion_id])
    Comment.objects.filter(pk=comment.pk).update(version=F("version") + 1)
    comment = Comment.objects.select_related("discussion").get(pk=comment.pk)
    if not permissions.may_edit(comment, by):
        raise Refused(_("This comment cannot be edited any more."))
    if comment.kind == Kind.REVIEW:
        ratings.rate(comment.discussion, by, score)
    if text == comment.text:
        return comment
    if wait := throttling.time_to_wait_for_edit(by):
        raise TooFast(wait)
    EarlierText.objects.create(comment=comment, text=comment.text)
    comment.text, comment.html = text, render_markdown(text)
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "html", "edited_at"])
    _hold_edit(comment, participant)
    _changed(comment)
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


@transaction.atomic
def withdraw(comment, by):
    """Take one's own comment away for good: its text and what it said before are erased.

    While a flag is open the texts stay for the moderators. A tombstone stands where replies
    hang under it. What a moderator refused stays refused, without its text. Raises Refused if it
    is not this person's, or was taken away already.
    """
    Discussion.objects.take([comment.discussion_id])
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
        ratings.rate(comment.discussion, by, None)
    _changed(comment)
    return comment


def erase(comment):
    """Forget what a comment says and said before. Its discussion's row must be held."""
    gone = {"text": "", "html": "", "quote": ""}
    Comment.objects.filter(pk=comment.pk).update(**gone)
    comment.earlier_texts.all().delete()
    for field, value in gone.items():
        setattr(comment, field, value)


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
        Discussion.objects.take([discussion])
        # Only what still says the same: it may have been edited or withdrawn since it was read.
        changed = sum(
            Comment.objects.filter(pk=comment.pk, text=comment.text).update(html=html)
            for comment, html in outdated
        )
        comment_changed.send(sender=Discussion, discussion_id=discussion, comment_ids=[])
    return changed


def publish_archived(comments):
    """Publish comments that came from a source: render their text and make them visible.

    They were published there, so no moderator decides again. Count anew afterwards.
    """
    rerender(comments)
    comments.update(
        status=Status.PUBLISHED, first_published_at=Coalesce("first_published_at", Now())
    )


@transaction.atomic
def replace_archived_text(comment, text, origin):
    """Let a comment that came from a source say `text`: as captured, or retold (`origin`).

    Its state and its counts stay as they are. Raises NotPossible if it was written here, or no
    longer says what the caller saw; nothing changes then.
    """
    Discussion.objects.take([comment.discussion_id])
    changes = {"text": text, "html": render_plain(text), "text_origin": origin}
    archived = Comment.objects.exclude(text_origin=TextOrigin.ORIGINAL)
    seen = archived.filter(pk=comment.pk, text=comment.text)
    if not seen.update(**changes, version=F("version") + 1):
        raise NotPossible(_("This comment does not say any more what its source said."))
    for field, value in changes.items():
        setattr(comment, field, value)
    comment_changed.send(
        sender=Comment, discussion_id=comment.discussion_id, comment_ids=[comment.pk]
    )
