"""Prizes, who got them, and who says so."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import Addressed, Keyed, Precision, agree, date_text, dated, machine_date
from .films import Film
from .people import Person
from .posts import Post
from .querysets import AwardQuerySet, EvidenceQuerySet, NominationQuerySet, joined
from .sources import Capture


class Award(Keyed, Addressed):
    """A prize that is given more than once, under the name it has."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    presenter = models.CharField(_("given by"), max_length=200, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="award_by_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archive:award-detail", args=[self.slug])


class Nomination(Keyed):
    """What a film, or people, got of an award: one outcome in one category."""

    class Outcome(models.TextChoices):
        WON = "won", _("won")
        NOMINATED = "nominated", _("nominated")
        RUNNER_UP = "runner-up", _("runner-up")
        HONOURABLE_MENTION = "mention", _("honourable mention")
        SELECTED = "selected", _("selected")

    award = models.ForeignKey(
        Award, models.PROTECT, related_name="nominations", verbose_name=_("award")
    )
    category = models.CharField(
        pgettext_lazy("of a prize", "category"),
        max_length=200,
        blank=True,
        help_text=_("As it was named then."),
    )
    film = models.ForeignKey(
        Film,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("film"),
    )
    people = models.ManyToManyField(
        Person, blank=True, related_name="nominations", verbose_name=_("people")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    given_on = models.DateField(
        _("given"), null=True, blank=True, help_text=_("Empty if the year is unknown.")
    )
    date_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=Precision, default=Precision.NONE
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = [F("given_on").desc(nulls_last=True), "award_id", "category", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=dated("given_on"), name="nomination_date_and_precision"
            ),
        ]
        indexes = [models.Index(fields=["award", "-given_on"], name="nomination_of_award")]

    def __str__(self):
        words = [str(self.award), self.category, self.get_outcome_display(), self.date_text]
        return ", ".join(filter(None, words))

    def clean(self):
        super().clean()
        agree(self, "given_on")

    @property
    def year(self):
        """The year it was given, or None if that is unknown."""
        return self.given_on.year if self.given_on else None

    @property
    def date_text(self):
        return date_text(self.given_on, self.date_precision)

    @property
    def machine_date(self):
        return machine_date(self.given_on, self.date_precision)


class Evidence(Keyed):
    """Where a nomination is told: in a post of this archive, or in a captured page."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="evidence")
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("post"),
    )
    capture = models.ForeignKey(
        Capture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("capture"),
    )

    objects = joined(
        *("nomination__award", "nomination__film", "post", "capture__source"),
        rows=EvidenceQuerySet,
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["nomination_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) ^ Q(capture__isnull=True),
                name="evidence_post_or_capture",
                violation_error_message=_("Name either a post or a capture."),
            ),
        ]

    def __str__(self):
        return str(self.post or self.capture)
