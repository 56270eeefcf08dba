"""What somebody wrote in a discussion."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .discussion import Discussion
from .querysets import CommentQuerySet


class Comment(models.Model):
    """A comment or a review: a root of its discussion, or a reply to another one.

    Who wrote it is an account (`author`), or a name that came with the text from its source
    (`archived_name`), or neither: the source lost the name, or the person left.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("comment")
        REVIEW = "review", _("review")

    class Status(models.TextChoices):
        PENDING = "pending", _("awaiting moderation")
        PUBLISHED = "published", _("published")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")
        REMOVED = "removed", _("removed by a moderator")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")

    class TextOrigin(models.TextChoices):
        ORIGINAL = "original", _("written here")
        VERBATIM = "verbatim", _("as captured")
        RETOLD = "retold", _("retold")

    class Precision(models.TextChoices):
        MINUTE = "minute", _("to the minute")
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")
        NONE = "none", _("unknown")

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(
        Discussion, models.PROTECT, related_name="comments", verbose_name=_("discussion")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    root = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        editable=False,
    )
    depth = models.PositiveIntegerField(default=0, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COMMENT)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("author"),
    )
    archived_name = models.CharField(_("archived name"), max_length=200, blank=True)

    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True, editable=False)
    text_origin = models.CharField(
        _("text"), max_length=10, choices=TextOrigin, default=TextOrigin.ORIGINAL
    )
    text_sha256 = models.CharField(
        _("SHA-256 of the verbatim text"), max_length=64, blank=True, editable=False
    )

    # A passage of the owner's text that this answers, by its key, and what it said then.
    passage = models.SlugField(_("passage"), max_length=60, blank=True, editable=False)
    quote = models.CharField(_("quoted passage"), max_length=500, blank=True, editable=False)
    held_for = models.CharField(_("held for"), max_length=40, blank=True, editable=False)
    # Cut short before it is stored, and dropped after a while.
    ip_address = models.CharField(max_length=45, blank=True, editable=False, db_column="address")

    created_at = models.DateTimeField(_("stored at"), default=timezone.now, editable=False)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True)
    printed_date = models.CharField(_("date as printed"), max_length=80, blank=True)
    date_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=Precision, default=Precision.MINUTE
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    zone_is_assumed = models.BooleanField(_("time zone is assumed"), default=False)
    sort_at = models.DateTimeField(editable=False)
    position = models.PositiveIntegerField(
        _("place at the source"), default=0, help_text=_("Breaks ties of the hidden sort date.")
    )
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True, editable=False)

    # Written by counts.py alone, from the rows.
    score = models.IntegerField(_("score"), default=0, editable=False)
    reply_count = models.PositiveIntegerField(_("replies"), default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-sort_at", "position", "-pk"]
        permissions = [
            ("moderate_comment", _("Can publish, reject and remove comments")),
            ("post_unmoderated", _("Can post comments without approval")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, root__isnull=True, depth=0)
                | Q(parent__isnull=False, root__isnull=False, depth__gt=0),
                name="comment_root_or_reply",
            ),
            models.CheckConstraint(
                condition=~Q(kind="review") | Q(parent__isnull=True), name="comment_review_is_root"
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(archived_name=""),
                name="comment_one_kind_of_author",
            ),
            models.CheckConstraint(
                condition=Q(posted_at__isnull=False) | ~Q(text_origin="original"),
                name="comment_written_here_has_date",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["published", "removed"], first_published_at__isnull=False)
                | ~Q(status__in=["published", "removed"]),
                name="comment_published_has_date",
            ),
            models.UniqueConstraint(
                fields=["discussion", "author"],
                condition=Q(
                    kind="review", author__isnull=False, status__in=["pending", "published"]
                ),
                name="comment_one_review_a_person",
            ),
        ]
        # The orders of styles.py over the roots of one discussion, and the replies of a root.
        # `parent` and `root` have no index of their own: SQLite would read all roots by it.
        indexes = [
            models.Index(
                F("discussion"),
                F("sort_at").desc(),
                F("position"),
                F("id").desc(),
                condition=Q(parent__isnull=True),
                name="comment_newest",
            ),
            models.Index(
                F("discussion"),
                F("score").desc(),
                F("sort_at").desc(),
                F("position"),
                F("id").desc(),
                condition=Q(parent__isnull=True),
                name="comment_most_voted",
            ),
            models.Index(
                F("discussion"),
                F("reply_count").desc(),
                F("sort_at").desc(),
                F("position"),
                F("id").desc(),
                condition=Q(parent__isnull=True),
                name="comment_most_replied",
            ),
            models.Index(
                fields=["root", "sort_at", "position", "id"], name="comment_replies_of_root"
            ),
            models.Index(
                fields=["parent"], condition=Q(parent__isnull=False), name="comment_answers"
            ),
            # A count must find the status in the index itself, or SQLite reads each row for it.
            models.Index(fields=["discussion", "status", "kind"], name="comment_counted"),
            models.Index(
                fields=["discussion", "author"],
                condition=Q(kind="review"),
                name="comment_reviews_by_person",
            ),
            models.Index(
                F("discussion"),
                F("sort_at").desc(),
                F("position"),
                F("id").desc(),
                condition=Q(status="published"),
                name="comment_published",
            ),
            models.Index(
                fields=["discussion", "passage"],
                condition=Q(status="published") & ~Q(passage=""),
                name="comment_passages",
            ),
            # What was withdrawn and is kept for a moderator: few, asked for by the worker.
            models.Index(
                fields=["status"],
                condition=Q(status="withdrawn") & ~Q(text=""),
                name="comment_withdrawn_kept",
            ),
            models.Index(
                F("status"),
                F("sort_at").desc(),
                F("position"),
                F("id").desc(),
                name="comment_latest",
            ),
        ]

    def __str__(self):
        return f"{self.author_name}: {self.text[:60]}"

    def get_absolute_url(self):
        """The permalink, which finds the page of the discussion this comment stands on."""
        return reverse("comments:permalink", args=[self.pk])

    def natural_key(self):
        return (self.key,)

    natural_key.dependencies = ["comments.discussion", settings.AUTH_USER_MODEL]

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_archived(self):
        """Whether this came from a source instead of being written here."""
        return self.text_origin != self.TextOrigin.ORIGINAL

    @property
    def author_name(self):
        """The name a reader is shown; never empty."""
        if self.author_id:
            return self.author.get_full_name() or self.author.get_username()
        if self.archived_name:
            return self.archived_name
        return _("name not archived") if self.is_archived else _("former member")

    @property
    def has_name(self):
        return bool(self.author_id or self.archived_name)

    @property
    def date_text(self):
        """The date as its source printed it; for what was written here, in the reader's form."""
        if self.printed_date or self.posted_at is None:
            return self.printed_date
        return date_format(timezone.localtime(self.posted_at), "DATETIME_FORMAT")

    @property
    def machine_date(self):
        """`posted_at` for `<time datetime>`, in the zone it was written in."""
        zone = ZoneInfo(self.time_zone) if self.time_zone else None
        return timezone.localtime(self.posted_at, zone).isoformat(timespec="minutes")

    @property
    def gone_text(self):
        """What stands in place of a comment that is no longer shown but still has replies."""
        if self.status == self.Status.WITHDRAWN:
            return _("This comment was withdrawn by its author.")
        if self.status == self.Status.PENDING:
            return _("This comment is waiting for a moderator.")
        return _("This comment was removed by a moderator.")
