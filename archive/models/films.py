"""Films and what is known of them."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from comments.models import HasDiscussion
from comments.models.owner import discussion_field
from comments.models.rating import FEWEST_FOR_AVERAGE

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
from .querysets import ArchiveQuerySet, FilmQuerySet, joined
from .shown import Shown
from .sources import Capture
from .taxonomy import Category, TaggedFilm
from .videos import Video


class Film(Keyed, Addressed, Publication, Pictured, HasDiscussion):
    """A documentary, with two discussions: comments, and reviews with scores."""

    class Form(models.TextChoices):
        DOCUMENTARY = "documentary", _("documentary")
        WEB = "web", _("web documentary")
        SERIES = "series", _("series")

    class Offer(models.TextChoices):
        PLAYLIST = "playlist", _("Playlist")
        TRAILERS = "trailers", _("Trailers")

    DISCUSSIONS = {"discussion": "threaded", "reviews": "reviews"}

    title = models.CharField(_("title"), max_length=300)
    other_titles = models.TextField(
        _("other titles"), blank=True, help_text=_("Titles it is also known by, one a line.")
    )
    sort_title = models.CharField(_("title for sorting"), max_length=300, blank=True)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    form = models.CharField(_("form"), max_length=20, choices=Form, default=Form.DOCUMENTARY)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, editable=False, help_text=_("The year of the first release.")
    )
    synopsis = models.TextField(_("synopsis"), blank=True)
    text_origin = models.CharField(
        _("text"), max_length=10, choices=TextOrigin, default=TextOrigin.ORIGINAL
    )
    text_sha256 = models.CharField(
        _("SHA-256 of the verbatim text"), max_length=64, blank=True, editable=False
    )
    language = models.CharField(_("language of the synopsis"), max_length=10, default="en")
    offered_as = models.CharField(
        _("offered at the source as"), max_length=10, choices=Offer, blank=True
    )
    source_rating = models.DecimalField(
        _("rating at the source"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    source_rating_count = models.PositiveIntegerField(_("ratings at the source"), default=0)

    capture = models.ForeignKey(
        Capture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="films",
        verbose_name=_("captured page"),
    )
    # Outside addresses in the synopsis that are out of reach, each with what readers are told.
    dead_links = models.JSONField(default=dict, blank=True, editable=False)

    categories = models.ManyToManyField(
        Category, blank=True, related_name="films", verbose_name=_("filed under")
    )
    tags = TaggableManager(through=TaggedFilm, blank=True, related_name="films")
    videos = models.ManyToManyField(
        Video, through="FilmVideo", related_name="films", verbose_name=_("videos")
    )
    reviews = discussion_field("film_reviews")

    objects = FilmQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["sort_title", "pk"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(source_rating__isnull=True, source_rating_count=0)
                | Q(source_rating__isnull=False, source_rating_count__gt=0),
                name="film_rating_and_count",
                violation_error_message=_("A rating at the source needs its count, and back."),
            ),
        ]
        indexes = [
            *Publication.Meta.indexes,
            models.Index(fields=["sort_title", "id"], name="film_by_title"),
            models.Index(fields=["year"], name="film_by_year"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.synopsis = rich_text.clean(self.synopsis)
        self.sort_title = self.sort_title or sort_title(self.title)
        with transaction.atomic():
            super().save(*args, **kwargs)
            OutsideLink.objects.synchronise(self, self.synopsis)

    def passages(self):
        return rich_text.passages(self.synopsis)

    def get_absolute_url(self):
        return reverse("archive:film-detail", args=[self.slug])

    @property
    def is_archived(self):
        return self.text_origin != TextOrigin.ORIGINAL

    @property
    def trailers(self):
        return [entry.video for entry in self.film_videos.all() if entry.role == "trailer"]

    @property
    def parts(self):
        """The videos of its playlist."""
        return [entry.video for entry in self.film_videos.all() if entry.role == "part"]

    @property
    def excerpt(self):
        return excerpt(self.synopsis)

    @property
    def first_release(self):
        """The earliest release with a date, from the rows that were read with the film."""
        dated = [release for release in self.releases.all() if release.released_on]
        return min(dated, key=lambda release: release.released_on, default=None)

    @property
    def credits_by_role(self):
        """Pairs of a role's label and its credits, in the order of the roles."""
        by_role = {}
        for credit in self.credits.all():
            by_role.setdefault(credit.role, []).append(credit)
        roles = self.credits.model.Role
        return [(role.label, by_role[role]) for role in roles if role in by_role]

    @property
    def also_known_as(self):
        return [title for title in map(str.strip, self.other_titles.splitlines()) if title]

    @property
    def rating_count(self):
        """How many ratings there are, at the source and here."""
        return self.source_rating_count + self.reviews.rating_count

    @property
    def rating(self):
        """(source average × source count + our sum) ÷ all, to two decimals, or None.

        Without a source's average there is none before enough people rated here.
        """
        here = self.reviews.rating_count
        if not self.source_rating_count and here < FEWEST_FOR_AVERAGE:
            return None
        total = (self.source_rating or 0) * self.source_rating_count + self.reviews.rating_sum
        return (Decimal(total) / self.rating_count).quantize(Decimal("0.01"))


def sort_title(title):
    """A title as it sorts: case folded, without a leading English article."""
    words = title.casefold().split()
    if len(words) > 1 and words[0] in ("a", "an", "the"):
        words = words[1:]
    return " ".join(words)


class ReleaseQuerySet(ArchiveQuerySet):
    def set_years(self, films):
        """Write into these films the year of their first release."""
        first = (
            self.model.objects.filter(film=models.OuterRef("pk"), released_on__isnull=False)
            .order_by("released_on", "pk")
            .values("released_on__year")[:1]
        )
        films.update(year=models.Subquery(first))


class Release(Keyed):
    """When and where a film came out, as one statement says. Statements may differ."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="releases")
    released_on = models.DateField(_("released"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=Precision, default=Precision.DAY
    )
    country = models.CharField(_("country"), max_length=80, blank=True)
    note = models.CharField(_("says who"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("place"), default=0)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["film_id", "position", "released_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=dated("released_on"), name="release_date_and_precision"
            ),
        ]

    def clean(self):
        super().clean()
        agree(self, "released_on")

    def __str__(self):
        return f"{self.date_text} ({self.country})" if self.country else self.date_text

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        Release.objects.set_years(Film.objects.filter(pk=self.film_id))

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        Release.objects.set_years(Film.objects.filter(pk=self.film_id))
        return deleted

    @property
    def date_text(self):
        return date_text(self.released_on, self.date_precision)

    @property
    def machine_date(self):
        return machine_date(self.released_on, self.date_precision)


class FilmVideo(Shown):
    """That a video is a film's trailer, or a part of its playlist."""

    class Role(models.TextChoices):
        TRAILER = "trailer", _("trailer")
        PART = "part", _("part of the playlist")

    film = models.ForeignKey(Film, models.CASCADE, related_name="film_videos")
    video = models.ForeignKey(Video, models.PROTECT, related_name="+", verbose_name=_("video"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.TRAILER)
    position = models.PositiveIntegerField(_("place"), default=0)

    objects = joined("video")

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["film_id", "-role", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["film", "video"], name="video_once_in_film"),
        ]

    def __str__(self):
        return str(self.video)
