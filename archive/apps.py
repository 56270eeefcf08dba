from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """The site: posts, films, people, prizes, and where they came from."""

    name = "archive"
    verbose_name = _("Archive")

    def ready(self):
        from .actions import announcements, follows
        from .media import images
        from .page_cache import receivers
        from .readers import chores, sessions

        announcements.connect()
        chores.connect()
        follows.connect()
        receivers.connect()
        images.connect()
        sessions.connect()
