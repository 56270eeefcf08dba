"""What people are told: rows for their inbox, and for the mails that a worker sends."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import (
    Comment,
    Frequency,
    ModerationDecision,
    Mute,
    Notification,
    Subscription,
)
from . import outbox

Kind, Mail, Status = Notification.Kind, Notification.Mail, Comment.Status

# Mail of a day is there at breakfast; at night it would only wake people.
DAILY_AT = time(7)

# Whoever follows a thing twice is told as the more eager of the two wants it.
EAGERNESS = [Frequency.NEVER, Frequency.DAILY, Frequency.NOW]

# So that others can write in between, however many are told.
ROWS_A_STATEMENT = 500

# Leaves room in a notification's title for the words around it.
LONGEST_QUOTED_TITLE = 150


@dataclass(frozen=True)
class Recipient:
    """Somebody to be told: how often by mail, and because of which subscription, if of one."""

    user_id: int
    kind: str
    frequency: str = Frequency.NEVER
    has_email_address: bool = False
    subscription_id: int | None = None


def connect() -> None:
    """Let the worker tell followers of comments."""
    outbox.EXPANDERS[outbox.COMMENT, outbox.FOLLOWERS] = tell_of_comment


def tell_of_comment(pk: int) -> None:
    """Tell whoever follows the discussion, or the comment answered, of a comment that is public.

    The author of the comment answered finds it in the inbox without following anything. Four
    queries, and some more for each `ROWS_A_STATEMENT` people.
    """
    comment = Comment.objects.published().select_related("discussion").filter(pk=pk).first()
    if comment is None:
        return
    told = {user: Recipient(user, Kind.REPLY) for user in _answered(comment)}
    told |= {recipient.user_id: recipient for recipient in _followers(comment)}
    with override(None):
        url = comment.get_absolute_url()
    tell(
        told.values(),
        event=f"comment:{comment.pk}",
        title=comment.discussion.title,
        url=url,
        comment=comment,
    )
    mail_again(comment)


def mail_again(comment: Comment) -> None:
    """Let the mails wait once more that fell due while flags kept the comment out of sight."""
    missed = Notification.objects.filter(
        event=f"comment:{comment.pk}", mail=Mail.NONE, attempts__gt=0
    )
    for frequency, due_at in _due(timezone.now()).items():
        missed.filter(frequency=frequency).update(mail=Mail.WAITING, due_at=due_at)


def _followers(comment):
    """Whom this comment concerns, the least eager first."""
    followed = Q(comment__isnull=True)
    if comment.parent_id:
        followed |= Q(comment=comment.parent_id)
    rows = (
        Subscription.objects.filter(followed, discussion=comment.discussion_id)
        .filter(user__is_active=True)
        .exclude(user=comment.author_id)
        .exclude(user__in=_muting(comment))
        .values_list("user_id", "comment_id", "frequency", "user__email", "pk")
    )
    return sorted(
        (
            Recipient(user, Kind.REPLY if answered else Kind.COMMENT, often, bool(email), pk)
            for user, answered, often, email, pk in rows
        ),
        key=lambda one: (EAGERNESS.index(one.frequency), one.kind == Kind.REPLY),
    )


def _answered(comment):
    """The account that wrote what this comment answers, as a list of one or none."""
    if not comment.parent_id:
        return []
    authors = get_user_model().objects.filter(comments=comment.parent_id, is_active=True)
    authors = authors.exclude(pk=comment.author_id).exclude(pk__in=_muting(comment))
    return list(authors.values_list("pk", flat=True))


def _muting(comment):
    return Mute.objects.filter(muted=comment.author_id).values("by")


def tell(recipients, *, event, title, url, comment=None):
    """Write one notification for each recipient, with a mail that waits if they want one.

    `url` is a path without a language prefix. Whoever was told of this event is not told again:
    the table decides.
    """
    now = timezone.now()
    due = _due(now)
    rows = []
    for one in recipients:
        mailed = one.has_email_address and one.frequency in due
        rows.append(
            Notification(
                recipient_id=one.user_id,
                event=event,
                kind=one.kind,
                comment=comment,
                title=title,
                url=url,
                created_at=now,
                frequency=one.frequency,
                mail=Mail.WAITING if mailed else Mail.NONE,
                due_at=due[one.frequency] if mailed else None,
                subscription_id=one.subscription_id,
            )
        )
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        some = rows[start : start + ROWS_A_STATEMENT]
        Notification.objects.bulk_create(some, ignore_conflicts=True)


def _due(now):
    """When a mail about what happens now is due, by how often one is wanted."""
    return {Frequency.NOW: now, Frequency.DAILY: next_daily(now)}


def next_daily(now):
    """The moment of the next daily mail after `now`, in the site's time zone."""
    zone = timezone.get_default_timezone()
    today = timezone.localdate(now, zone)
    at = datetime.combine(today, DAILY_AT, tzinfo=zone)
    return at if now < at else datetime.combine(today + timedelta(days=1), DAILY_AT, tzinfo=zone)


def tell_of_decision(decision: ModerationDecision) -> None:
    """Tell the author, in the inbox, what a moderator or a rule made of a comment.

    Nobody is told of what came from a source, of a withdrawal, or of a decision of one's own.
    """
    comment = decision.comment
    if comment.is_archived or decision.to_status == Status.WITHDRAWN:
        return
    if comment.author_id is None or comment.author_id == decision.by_id:
        return
    with override(getattr(comment.author, "language", settings.LANGUAGE_CODE)):
        title = _outcome(decision)
    with override(None):
        url = comment.get_absolute_url()
    if decision.to_status != Status.PUBLISHED and comment.discussion.is_visible:
        # There the author, and nobody else, still finds what was held.
        url = f"{comment.discussion.url}#comment-{comment.pk}"
    tell(
        [Recipient(comment.author_id, Kind.DECISION)],
        event=f"decision:{decision.pk}",
        title=title,
        url=url,
        comment=comment,
    )


def _outcome(decision):
    """What became of a comment, and why, in one line."""
    if decision.to_status == Status.PUBLISHED:
        sentence = _("Your comment on “%(title)s” is public")
    elif decision.to_status == Status.PENDING:
        sentence = _("Your comment on “%(title)s” is waiting for a moderator")
    elif decision.from_status == Status.PUBLISHED:
        sentence = _("Your comment on “%(title)s” was removed")
    else:
        sentence = _("Your comment on “%(title)s” was not published")
    discussion = decision.comment.discussion
    # While its page is hidden, it may have a title that nobody was to read yet.
    title = discussion.title if discussion.is_visible else _("a page that is hidden now")
    title = Truncator(title).chars(LONGEST_QUOTED_TITLE)
    sentence %= {"title": title}
    if decision.reason and decision.to_status != Status.PUBLISHED:
        sentence = f"{sentence}: {decision.get_reason_display()}"
    return sentence


def mark_read(notifications):
    """Note that the recipient has seen these; returns how many were new."""
    return notifications.filter(read_at__isnull=True).update(read_at=timezone.now())
