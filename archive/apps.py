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
        from .privacy import periodic_tasks, retention

        announcements.connect()
        periodic_tasks.connect()
        follows.connect()
        receivers.connect()
        images.connect()
        retention.connect()
