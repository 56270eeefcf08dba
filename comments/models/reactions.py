"""What people do about comments besides answering: vote, flag, mute, look."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .discussion import Discussion


class Vote(models.Model):
    """One person's voice for or against one comment; no row means none."""

    class Value(models.IntegerChoices):
        UP = 1, _("for")
        DOWN = -1, _("against")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(_("value"), choices=Value)
    cast_at = models.DateTimeField(_("cast at"), auto_now=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["-cast_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["voter", "comment"], name="vote_once_a_person"),
            models.CheckConstraint(condition=models.Q(value__in=[1, -1]), name="vote_up_or_down"),
        ]

    def __str__(self):
        return f"{self.value:+d}"


class Flag(models.Model):
    """That somebody finds a moderator should look at a comment, and why."""

    class Reason(models.TextChoices):
        OFF_TOPIC = "off-topic", _("not about the subject")
        ABUSE = "abuse", _("insult, threat or harassment")
        HATE = "hate", _("contempt for a group of people")
        SPAM = "spam", _("advertising or spam")
        PRIVACY = "privacy", _("somebody’s private data")
        OTHER = "other", _("something else")

    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="flags", verbose_name=_("comment")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags", verbose_name=_("by")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.CharField(_("note"), max_length=500, blank=True)
    flagged_at = models.DateTimeField(_("flagged at"), auto_now_add=True)
    # Set when a moderator has decided about the comment since.
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["-flagged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "comment"], name="flag_once_a_person"),
        ]
        indexes = [
            models.Index(
                fields=["comment"],
                condition=models.Q(settled_at__isnull=True),
                name="flag_open",
            )
        ]

    def __str__(self):
        return self.get_reason_display()


class Mute(models.Model):
    """That somebody does not want to read somebody else: their comments are folded."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "muted"], name="mute_once"),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("muted")), name="mute_somebody_else"
            ),
        ]

    def __str__(self):
        return f"{self.by} – {self.muted}"


class Visit(models.Model):
    """When somebody read a discussion last, and the time before: what came since is new."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField()
    seen_before_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "discussion"], name="visit_once"),
        ]

    def __str__(self):
        return f"{self.user}: {self.discussion}"
