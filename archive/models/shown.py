"""What every row that pages show has in common."""

from django.db import models, transaction

from .querysets import ArchiveQuerySet


class Shown(models.Model):
    """A row that pages show: it is written in one transaction with the pages' version.

    Django sends `post_save` when the row is committed already; whoever died in between would
    leave kept pages that nobody knows to be outdated.
    """

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
