"""Where archived things come from."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import Comment

from .base import Addressed, Keyed
from .querysets import CaptureQuerySet, SourceQuerySet, joined
from .shown import Shown


class Source(Keyed, Addressed):
    """A site that pages were captured from.

    The captures do not name theirs, so the name describes it and the address stays empty until
    an editor knows better.
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)
    url = models.URLField(_("address"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archive:source-detail", args=[self.slug])


class Capture(Keyed):
    """One saved page of a source."""

    class Kind(models.TextChoices):
        POST = "post", _("a post with its comments")
        FILM = "film", _("a film’s page")
        TAG = "tag", _("a tag’s archive page")

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="captures", verbose_name=_("source")
    )
    kind = models.CharField(_("kind of page"), max_length=10, choices=Kind)
    title = models.CharField(_("title of the page"), max_length=300)
    sha256 = models.CharField(
        _("SHA-256 of the file"),
        max_length=64,
        unique=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$")],
    )
    captured_on = models.DateField(_("captured on"), null=True, blank=True)
    tag = models.ForeignKey(
        "archive.Tag",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="captures",
        verbose_name=_("tag"),
        help_text=_("For a tag’s archive page: its places give the order of the tag here."),
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["source_id", "title", "pk"]

    def __str__(self):
        return f"{self.title} ({self.get_kind_display()})"


class Appearance(Shown):
    """That an item stands in a capture, and at which place (counted from 1)."""

    capture = models.ForeignKey(Capture, models.PROTECT, verbose_name=_("capture"))
    position = models.PositiveIntegerField(_("place"), default=1)

    objects = joined("capture__source")

    class Meta:
        abstract = True
        ordering = ["capture_id", "position", "pk"]

    def __str__(self):
        return f"{self.position}. {self.capture.title}"


class PostAppearance(Appearance):
    post = models.ForeignKey("archive.Post", models.CASCADE, related_name="appearances")

    class Meta(Appearance.Meta):
        verbose_name = _("appearance in a capture")
        verbose_name_plural = _("appearances in captures")
        constraints = [
            models.UniqueConstraint(fields=["post", "capture"], name="post_once_in_capture"),
            models.UniqueConstraint(fields=["capture", "position"], name="capture_place_of_post"),
        ]


class CommentAppearance(Appearance):
    """The engine does not know captures; this says from which one a comment came."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="appearances")

    class Meta(Appearance.Meta):
        constraints = [
            models.UniqueConstraint(fields=["comment", "capture"], name="comment_once_in_capture"),
            models.UniqueConstraint(
                fields=["capture", "position"], name="capture_place_of_comment"
            ),
        ]
