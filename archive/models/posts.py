"""Posts, with the figures and videos that stand in them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from comments.models import HasDiscussion

from .. import rich_text
from .base import (
    Addressed,
    Keyed,
    Precision,
    Publication,
    TextOrigin,
    agree,
    date_text,
    dated,
    excerpt,
    machine_date,
)
from .media import OutsideLink, Pictured
from .querysets import PostQuerySet, joined
from .shown import Shown
from .taxonomy import Category, TaggedPost
from .videos import Video


@dataclass(frozen=True)
class Correction:
    """A note to readers under a post: the day in their language, and what was corrected."""

    day: str
    text: str


def known_parts(day, precision):
    """The year, the month and the day of a date, or the first of them that are known."""
    known = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}[precision]
    return (day.year, day.month, day.day)[:known]


def archive_address(*parts):
    """The archive of a year, of a month in a year, or of a day."""
    name = ("post-year", "post-month", "post-day")[len(parts) - 1]
    return reverse(f"archive:{name}", args=parts)


class Post(Keyed, Addressed, Publication, HasDiscussion):
    """A post: written here, or brought back from a capture.

    Three dates that are never mixed: `published_at` is when it became public here;
    `printed_date` and `dated_on` are what its source says; `sort_at` only puts posts in order
    and is never shown.
    """

    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    body = models.TextField(_("body"), blank=True)
    text_origin = models.CharField(
        _("text"), max_length=10, choices=TextOrigin, default=TextOrigin.ORIGINAL
    )
    text_sha256 = models.CharField(
        _("SHA-256 of the verbatim text"), max_length=64, blank=True, editable=False
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    byline = models.CharField(_("byline"), max_length=200, blank=True)

    printed_date = models.CharField(
        _("date as printed"),
        max_length=120,
        blank=True,
        help_text=_("As the source prints it; “/” starts a new line."),
    )
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=Precision, default=Precision.NONE
    )
    sort_at = models.DateTimeField(
        _("sorts at"), blank=True, help_text=_("Puts posts in order and is never shown.")
    )
    position = models.PositiveIntegerField(
        _("place"), default=0, help_text=_("Breaks ties of the sort date.")
    )

    corrections = models.JSONField(
        _("corrections"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("What readers are told was corrected: a list of dates and texts."),
    )
    # Outside addresses in the body that are out of reach, each with what readers are told.
    dead_links = models.JSONField(default=dict, blank=True, editable=False)
    # When followers were told that it is public.
    announced_at = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(_("edited at"), null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("edited by"),
    )

    categories = models.ManyToManyField(
        Category, blank=True, related_name="posts", verbose_name=_("filed under")
    )
    tags = TaggableManager(through=TaggedPost, blank=True, related_name="posts")
    films = models.ManyToManyField(
        "archive.Film", blank=True, related_name="posts", verbose_name=_("films it speaks of")
    )
    videos = models.ManyToManyField(
        Video, through="PostVideo", related_name="posts", verbose_name=_("videos")
    )

    objects = PostQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-sort_at", "position", "-pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(condition=dated("dated_on"), name="post_date_and_precision"),
        ]
        indexes = [
            *Publication.Meta.indexes,
            models.Index(F("sort_at").desc(), F("position"), F("id").desc(), name="post_newest"),
            models.Index(fields=["dated_on"], name="post_dated"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        agree(self, "dated_on")

    def save(self, *args, **kwargs):
        self.body = rich_text.clean(self.body)
        if self.visible_from and not self.is_archived:
            # What is written here is dated by its publication.
            self.dated_on = timezone.localdate(self.published_at)
            self.date_precision = Precision.DAY
            self.sort_at = self.published_at
        elif self.sort_at is None:
            self.sort_at = self.default_sort_at()
        with transaction.atomic():
            super().save(*args, **kwargs)
            OutsideLink.objects.synchronise(self, self.body)

    def passages(self):
        return rich_text.passages(self.body)

    def default_sort_at(self):
        """The day its source gives, else now."""
        if self.dated_on:
            return datetime.combine(self.dated_on, time(), tzinfo=UTC)
        return timezone.now()

    def get_absolute_url(self):
        return reverse("archive:post-detail", args=[self.slug])

    @property
    def is_archived(self):
        return self.text_origin != TextOrigin.ORIGINAL

    @property
    def dateline(self):
        """The lines of the date: as its source printed it, else as exactly as it is known."""
        printed = self.printed_date or date_text(self.dated_on, self.date_precision)
        return [line.strip() for line in printed.split("/") if line.strip()]

    @property
    def machine_date(self):
        return machine_date(self.dated_on, self.date_precision)

    @property
    def correction_notes(self):
        """What readers are told was corrected, the oldest first."""
        return [
            Correction(date_format(date.fromisoformat(note["on"])), note["text"])
            for note in self.corrections
        ]

    @property
    def archive_url(self):
        """The page of the archive by date on which this stands: its day, month or year."""
        return archive_address(*known_parts(self.dated_on, self.date_precision))

    @property
    def excerpt(self):
        return excerpt(self.body)

    @property
    def lead_picture(self):
        """The first figure whose picture is here, or None."""
        return next((figure for figure in self.figures.all() if figure.image), None)

    @property
    def prizes(self):
        """The nominations that this post is evidence for."""
        return [evidence.nomination for evidence in self.evidence.all()]


class Figure(Keyed, Pictured):
    """A picture of a post with its caption. The picture itself may not have been archived."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="figures", verbose_name=_("post"))
    name = models.SlugField(
        _("name"), max_length=80, help_text=_("The body places it by this name.")
    )
    caption = models.TextField(_("caption"), blank=True)
    caption_origin = models.CharField(
        _("caption’s text"), max_length=10, choices=TextOrigin, default=TextOrigin.ORIGINAL
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["post_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "name"], name="figure_name_once_in_post"),
        ]

    def __str__(self):
        return self.caption or self.credit or self.name


class PostVideo(Shown):
    """That a video stands in a post; the body places it by its id at the provider."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="post_videos")
    video = models.ForeignKey(Video, models.PROTECT, related_name="+", verbose_name=_("video"))
    position = models.PositiveIntegerField(_("place"), default=0)

    objects = joined("video")

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["post_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "video"], name="video_once_in_post"),
        ]

    def __str__(self):
        return str(self.video)
