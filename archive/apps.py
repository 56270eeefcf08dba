from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """The site: posts, films, people, prizes, and where they came from."""

    name = "archive"
    verbose_name = _("Archive")

    def ready(self):
        from . import pictures
        from .actions import announcements, follows
        from .page_cache import receivers
        from .readers import chores, sessions

        announcements.connect()
        chores.connect()
        follows.connect()
        receivers.connect()
        pictures.connect()
        sessions.connect()
