"""Films and clips that stand at a video provider."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Keyed
from .media import Checked
from .querysets import CheckedQuerySet


class Video(Keyed, Checked):
    """A video at a provider. Nothing is fetched from there before a reader asks for it."""

    class Provider(models.TextChoices):
        YOUTUBE = "youtube", "YouTube"
        VIMEO = "vimeo", "Vimeo"

    PAGES = {
        Provider.YOUTUBE: "https://www.youtube.com/watch?v={}",
        Provider.VIMEO: "https://vimeo.com/{}",
    }
    PLAYERS = {
        Provider.YOUTUBE: "https://www.youtube-nocookie.com/embed/{}",
        Provider.VIMEO: "https://player.vimeo.com/video/{}",
    }

    provider = models.CharField(_("provider"), max_length=10, choices=Provider)
    provider_id = models.CharField(_("id at the provider"), max_length=40)
    list_id = models.CharField(_("playlist at the provider"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)

    objects = CheckedQuerySet.as_manager()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["provider", "provider_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="video_once"),
        ]

    def __str__(self):
        return self.title or f"{self.get_provider_display()} {self.provider_id}"

    @property
    def page_url(self):
        """Where the video stands at its provider."""
        return self.PAGES[self.provider].format(self.provider_id)

    @property
    def player_url(self):
        """What the reader's browser loads, and only once the reader asked for it."""
        return self.PLAYERS[self.provider].format(self.provider_id)
