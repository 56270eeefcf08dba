"""People and what they did for a film."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .base import Addressed, Keyed
from .films import Film
from .querysets import PersonQuerySet, joined
from .shown import Shown


class Person(Keyed, Addressed):
    """Somebody with a credit or a prize."""

    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(
        _("name for sorting"), max_length=200, blank=True, help_text=_("Family name first.")
    )
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    description = models.CharField(_("who this is"), max_length=300, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "pk"]
        indexes = [models.Index(fields=["sort_name", "id"], name="person_by_name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.sort_name:
            *given, family = self.name.split()
            self.sort_name = ", ".join([family, *filter(None, [" ".join(given)])]).casefold()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("archive:person-detail", args=[self.slug])


class Credit(Shown):
    """What one person did for one film."""

    class Role(models.TextChoices):
        DIRECTOR = "director", _("Director")
        CO_DIRECTOR = "co-director", _("Co-director")
        PRODUCER = "producer", _("Producer")
        CAMERA = "camera", _("Camera")
        EDITOR = "editor", _("Editor")
        WRITER = "writer", _("Writer")
        MUSIC = "music", _("Music")
        CAST = "cast", _("Cast")
        OTHER = "other", _("Other")

    film = models.ForeignKey(Film, models.CASCADE, related_name="credits", verbose_name=_("film"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="credits", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("A character, a company, …")
    )
    position = models.PositiveIntegerField(_("place"), default=0)

    objects = joined("person")

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["film_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["film", "person", "role"], name="credit_once"),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"
