"""What the engine knows of somebody who takes part."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Participant(models.Model):
    """The row that everything one person writes goes through, one thing after the other."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="participant",
        verbose_name=_("user"),
    )
    is_banned = models.BooleanField(_("banned"), default=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]

    def __str__(self):
        return str(self.user)


class ListedWord(models.Model):
    """A word or phrase that holds a comment up, or refuses it at once."""

    class Kind(models.TextChoices):
        SUSPECT = "suspect", _("hold for approval")
        BANNED = "banned", _("reject at once")

    word = models.CharField(
        _("word or phrase"),
        max_length=100,
        unique=True,
        help_text=_("Found as a whole word, without regard to case and accents."),
    )
    kind = models.CharField(_("what happens"), max_length=10, choices=Kind, default=Kind.SUSPECT)

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ["word"]

    def __str__(self):
        return self.word
