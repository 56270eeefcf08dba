"""The record of moderation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class ModerationDecision(models.Model):
    """One change of a comment's state: who or which rule, when, from what, to what, and why.

    Rows are appended by `moderation.decide` and never changed; an undo is a new row.
    """

    class Reason(models.TextChoices):
        NONE = "", _("no reason given")
        ON_TOPIC = "fine", _("within the guidelines")
        OFF_TOPIC = "off-topic", _("not about the subject")
        ABUSE = "abuse", _("insult, threat or harassment")
        HATE = "hate", _("contempt for a group of people")
        SPAM = "spam", _("advertising or spam")
        PRIVACY = "privacy", _("somebody’s private data")
        LEGAL = "legal", _("legal demand")
        MISTAKE = "mistake", _("an earlier decision was a mistake")

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="decisions", verbose_name=_("comment")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    rule = models.CharField(
        _("rule"),
        max_length=40,
        blank=True,
        help_text=_("The rule that decided, if no person did."),
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)
    from_status = models.CharField(_("from"), max_length=10, choices=Comment.Status)
    to_status = models.CharField(_("to"), max_length=10, choices=Comment.Status)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="decision_latest")]

    def __str__(self):
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"
