"""Who wants to hear of what, and what they were told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .discussion import Discussion


class Frequency(models.TextChoices):
    NEVER = "never", _("no mail")
    NOW = "now", _("at once")
    DAILY = "daily", _("once a day")


class Subscription(models.Model):
    """That somebody follows a whole discussion, or the replies to one comment."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="subscriptions",
        verbose_name=_("user"),
    )
    discussion = models.ForeignKey(
        Discussion, models.CASCADE, related_name="subscriptions", verbose_name=_("discussion")
    )
    comment = models.ForeignKey(
        Comment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("replies to"),
    )
    frequency = models.CharField(
        _("mail"), max_length=10, choices=Frequency, default=Frequency.NOW
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "discussion"],
                condition=Q(comment__isnull=True),
                name="subscription_discussion_once",
            ),
            models.UniqueConstraint(
                fields=["user", "comment"],
                condition=Q(comment__isnull=False),
                name="subscription_comment_once",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.comment or self.discussion}"


class Notification(models.Model):
    """One thing that one person is told: in the inbox, and by mail if they want that.

    The row is written in the transaction of what it tells of. Its mail is sent by a worker,
    at most once: a row is claimed before it is sent, and a claim that never ended is reported
    instead of sent again.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("a reply to your comment")
        COMMENT = "comment", _("a comment in a discussion you follow")
        POST = "post", _("a post you wanted to hear of")
        DECISION = "decision", _("what became of your comment")

    class Mail(models.TextChoices):
        NONE = "none", _("none wanted")
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")
        UNKNOWN = "unknown", _("perhaps sent")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notifications",
        verbose_name=_("recipient"),
    )
    # What it tells of, for example comment:12: nobody is told the same twice.
    event = models.CharField(_("event"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="notifications"
    )
    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=500)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    frequency = models.CharField(
        _("frequency"), max_length=10, choices=Frequency, default=Frequency.NEVER
    )
    mail = models.CharField(_("mail"), max_length=10, choices=Mail, default=Mail.NONE)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    # Whose link in the mail ends it; empty where the mail ends by another setting.
    subscription = models.ForeignKey(
        Subscription, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notification_once"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_inbox"),
            models.Index(
                fields=["recipient"],
                condition=Q(read_at__isnull=True),
                name="notification_unread",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(mail="waiting"),
                name="notification_waiting",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=Q(mail="claimed"),
                name="notification_claimed",
            ),
        ]

    def __str__(self):
        return self.title
