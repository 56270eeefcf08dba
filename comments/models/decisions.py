"""The record of moderation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .discussion import Discussion


def _names(**named):
    """Constraint condition: of the things a decision can be about, exactly these are named.

    None stands for a thing that may be named or not: a person may have left since, a discussion
    may have become part of another one. The record then says only that there was one.
    """
    condition = Q(setting="") if not named.get("setting") else ~Q(setting="")
    for field in ("comment", "person", "discussion"):
        is_named = named.get(field, False)
        if is_named is not None:
            condition &= Q(**{f"{field}__isnull": not is_named})
    return condition


class ModerationDecision(models.Model):
    """One decision: who or which rule, when, about what, what was decided, and why.

    It is about a comment and its state (`from_status`, `to_status`), or a fact of a person, a
    discussion or a setting (`act`). Rows are appended in the transaction of the act and never
    changed; an undo is a new row.
    """

    class Subject(models.TextChoices):
        COMMENT = "comment", _("comment")
        PERSON = "person", _("person")
        DISCUSSION = "discussion", _("discussion")
        SETTING = "setting", _("setting")

    class Act(models.TextChoices):
        STATE = "state", _("change of state")
        BAN = "ban", _("banned")
        UNBAN = "unban", _("ban lifted")
        OPEN = "open", _("opened")
        CLOSE = "close", _("closed")
        SCHEDULE = "schedule", _("closing time set")
        CHANGE = "change", _("changed")

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

    # The database has the defaults too: code of before can still append.
    subject = models.CharField(
        _("about"),
        max_length=10,
        choices=Subject,
        default=Subject.COMMENT,
        db_default=Subject.COMMENT,
    )
    comment = models.ForeignKey(
        Comment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("comment"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions_about",
        verbose_name=_("person"),
    )
    discussion = models.ForeignKey(
        Discussion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("discussion"),
    )
    setting = models.CharField(_("setting"), max_length=60, blank=True, default="", db_default="")
    act = models.CharField(
        _("decision"), max_length=10, choices=Act, default=Act.STATE, db_default=Act.STATE
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
    from_status = models.CharField(_("from"), max_length=10, choices=Comment.Status, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=Comment.Status, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="decision_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(_names(comment=True), subject="comment")
                | Q(_names(person=None), subject="person")
                | Q(_names(discussion=None), subject="discussion")
                | Q(_names(setting=True), subject="setting"),
                name="decision_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(act="state") | Q(subject="comment"),
                name="decision_state_of_comment",
            ),
        ]

    def __str__(self):
        if self.act != self.Act.STATE:
            return self.get_act_display()
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"
