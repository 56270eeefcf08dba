from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """The site: posts, films, people, prizes, and where they came from."""

    name = "archive"
    verbose_name = _("Archive")

    def ready(self):
        from . import announcing, follows, listeners, pictures
        from .readers import chores, sessions

        announcing.connect()
        chores.connect()
        follows.connect()
        listeners.connect()
        pictures.connect()
        sessions.connect()
