"""What several kinds of archived things have in common."""

import uuid
from html import unescape

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .redirects import Redirect
from .shown import Shown


class Keyed(Shown):
    """Something with a stable key, its natural key in fixtures and feeds."""

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.key,)


class TextOrigin(models.TextChoices):
    """Where the words come from."""

    ORIGINAL = "original", _("written here")
    VERBATIM = "verbatim", _("as captured")
    RETOLD = "retold", _("retold in our own words")


# How much of a text stands in a list.
EXCERPT_WORDS = 40


class Precision(models.TextChoices):
    """How exact a date is."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    NONE = "none", _("unknown")


def dated(field):
    """Constraint condition: `field` is empty exactly when its precision is “unknown”."""
    return Q(**{f"{field}__isnull": True}, date_precision=Precision.NONE) | (
        Q(**{f"{field}__isnull": False}) & ~Q(date_precision=Precision.NONE)
    )


def date_text(date, precision):
    """A date as exactly as it is known, in the reader's language; empty if unknown."""
    if date is None or precision == Precision.NONE:
        return ""
    formats = {
        Precision.DAY: "DATE_FORMAT",
        Precision.MONTH: "YEAR_MONTH_FORMAT",
        Precision.YEAR: "Y",
    }
    return date_format(date, formats[Precision(precision)])


def machine_date(date, precision):
    """A date for `<time datetime>`: 2007-01-31, 2007-01 or 2007; empty if unknown."""
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(precision, 0)
    return date.isoformat()[:length] if date else ""


def agree(thing, field):
    """Let a date and its precision agree, for editors who say only one of them."""
    if getattr(thing, field) is None:
        thing.date_precision = Precision.NONE
    elif thing.date_precision == Precision.NONE:
        thing.date_precision = Precision.DAY


class Addressed(Shown):
    """Something with a page of its own, whose former addresses keep leading to it."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        known = getattr(self, "_known_slug", None)
        with transaction.atomic():
            super().save(*args, **kwargs)
            if known and known != self.slug:
                Redirect.objects.remember(self.path_of(known), self.path)
        self._known_slug = self.slug if was_public(self) else None

    @classmethod
    def from_db(cls, db, field_names, values):
        thing = super().from_db(db, field_names, values)
        thing._known_slug = thing.__dict__.get("slug") if was_public(thing) else None
        return thing

    @property
    def path(self):
        """Its path without a language."""
        return self.path_of(self.slug)

    def path_of(self, slug):
        """The path, without a language, that this has or had under `slug`."""
        current, self.slug = self.slug, slug
        with override(None):
            path = self.get_absolute_url()
        self.slug = current
        return path


class Publication(models.Model):
    """Something an editor drafts, publishes now or at a later moment, and may withdraw."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_("When it is public here; a moment to come schedules it."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="%(class)s_published_has_date",
                violation_error_message=_("Say when it is published."),
            )
        ]
        indexes = [models.Index(fields=["status", "published_at"], name="%(class)s_published")]

    def clean(self):
        super().clean()
        if self.status == self.Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
        if self.is_withdrawn and not was_public(self):
            self.published_at = None

    @property
    def visible_from(self):
        """The moment from which anybody may see this, or None while it is hidden."""
        return self.published_at if self.status == self.Status.PUBLISHED else None

    @property
    def is_withdrawn(self):
        return self.status == self.Status.WITHDRAWN

    @property
    def is_published(self):
        return self.visible_from is not None and self.visible_from <= timezone.now()


def was_public(thing):
    """Whether readers may know its address: not of a post or film that never was public."""
    if not isinstance(thing, Publication):
        return True
    moment = thing.__dict__.get("published_at")
    return moment is not None and moment <= timezone.now()


def excerpt(html):
    """The beginning of a text, without its marks, for lists and descriptions."""
    text = unescape(strip_tags(html.replace("</p>", "</p> ")))
    return Truncator(" ".join(text.split())).words(EXCERPT_WORDS)
