from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """A discussion engine for anything that has an address."""

    name = "comments"
    verbose_name = _("Comments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .actions import discussions, withdrawing
        from .notifications import recipients
        from .periodic_tasks import TASKS

        discussions.connect()
        recipients.connect()
        TASKS.append(withdrawing.erase_kept)
