"""What happened, for those who are to be told of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something that many are to be told of: what, about which row, for whom.

    The row is written in the transaction of what happened, however many are to be told. A
    worker expands it to a notification for each of them, and deletes it then.
    """

    what = models.CharField(_("what"), max_length=20)
    row_id = models.PositiveBigIntegerField(_("row"))
    audience = models.CharField(_("for whom"), max_length=20)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["what", "row_id", "audience"], name="event_once"),
        ]

    def __str__(self):
        return f"{self.what}:{self.row_id} {self.audience}"
