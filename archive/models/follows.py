"""Tags and films that people follow."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models import Frequency

from .films import Film
from .taxonomy import Tag


class Follow(models.Model):
    """That somebody wants to hear of new posts with a tag, or about a film."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("user")
    )
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, blank=True, related_name="follows")
    film = models.ForeignKey(Film, models.CASCADE, null=True, blank=True, related_name="follows")
    frequency = models.CharField(
        _("mail"), max_length=10, choices=Frequency, default=Frequency.NOW
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tag__isnull=True) ^ Q(film__isnull=True), name="follow_tag_or_film"
            ),
            models.UniqueConstraint(fields=["user", "tag"], name="follow_tag_once"),
            models.UniqueConstraint(fields=["user", "film"], name="follow_film_once"),
        ]

    def __str__(self):
        return str(self.tag or self.film)
