"""What people do about comments besides answering: vote, flag, mute, look."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .discussion import Discussion
from .querysets import may_take_part

# Who wrote so much here, or came so long ago, has standing: no account made for one quarrel.
STANDING_COMMENTS, STANDING_AGE = 2, timedelta(days=30)


class VoteQuerySet(models.QuerySet):
    def counting(self):
        """Those of people who may take part: a ban takes the others out of every score."""
        return self.filter(may_take_part("voter"))


class Vote(models.Model):
    """One person's voice for or against one comment; no row means none."""

    class Value(models.IntegerChoices):
        UP = 1, _("for")
        DOWN = -1, _("against")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(_("value"), choices=Value)
    cast_at = models.DateTimeField(_("cast at"), auto_now=True)

    objects = VoteQuerySet.as_manager()

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


def has_standing():
    """The condition that whoever flagged has standing."""
    published = Comment.objects.filter(author=OuterRef("by"), status=Comment.Status.PUBLISHED)
    enough = published.order_by()[STANDING_COMMENTS - 1 : STANDING_COMMENTS]
    return Q(by__date_joined__lte=timezone.now() - STANDING_AGE) | Q(Exists(enough))


class FlagQuerySet(models.QuerySet):
    def counting(self):
        """Those that no moderator has looked at yet, by people who may take part."""
        return self.filter(may_take_part("by"), settled_at=None)

    def count_standing(self):
        """How many people with standing raised those that count."""
        return self.counting().filter(has_standing()).aggregate(n=Count("by", distinct=True))["n"]

    def weighty_comments(self, count):
        """The keys of comments that `count` such people flagged, or one person as urgent.

        And of those that were withdrawn, whoever flagged them.
        """
        return (
            self.counting()
            .order_by()
            .values("comment")
            .annotate(
                people=Count("by", distinct=True, filter=has_standing()),
                urgent=Count("pk", filter=Q(reason__in=Flag.URGENT)),
            )
            .filter(
                Q(people__gte=count)
                | Q(urgent__gt=0)
                | Q(comment__status=Comment.Status.WITHDRAWN)
            )
            .values("comment")
        )


class Flag(models.Model):
    """That somebody finds a moderator should look at a comment, and why."""

    class Reason(models.TextChoices):
        OFF_TOPIC = "off-topic", _("not about the subject")
        ABUSE = "abuse", _("insult or harassment")
        HATE = "hate", _("contempt for a group of people")
        SPAM = "spam", _("advertising or spam")
        PRIVACY = "privacy", _("somebody’s private data")
        THREAT = "threat", _("threat or danger to somebody")
        ILLEGAL = "illegal", _("unlawful content")
        OTHER = "other", _("something else")

    # What harms somebody while it waits: one person is enough to call a moderator.
    URGENT = (Reason.PRIVACY, Reason.THREAT, Reason.ILLEGAL)

    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="flags", verbose_name=_("comment")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags", verbose_name=_("by")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # Which text was flagged: how many the author had replaced before it.
    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    flagged_at = models.DateTimeField(_("flagged at"), auto_now_add=True)
    # Set when a moderator has decided about the comment since.
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["-flagged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "comment", "revision"], name="flag_once_a_text"),
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
