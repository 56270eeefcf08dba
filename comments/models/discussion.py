"""The place where comments stand: one for each thing that can be discussed."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..localized_paths import localized
from ..styles import STYLES
from .querysets import DiscussionQuerySet


def check_style(name):
    """Refuse a style that `styles.py` does not have (no `choices`: a style is no migration)."""
    if name not in STYLES:
        raise ValidationError(_("There is no style “%(name)s”."), params={"name": name})


class Discussion(models.Model):
    """The comments, reviews and ratings under one owner.

    The engine does not know its owners. Each keeps its `title`, `url` (a path without a
    language prefix) and `visible_from` here up to date, see `HasDiscussion`.
    """

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    style = models.CharField(_("style"), max_length=30, validators=[check_style])
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    visible_from = models.DateTimeField(
        _("visible from"), null=True, blank=True, help_text=_("Empty while the owner is hidden.")
    )
    is_open = models.BooleanField(_("open for comments"), default=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    claimed_count = models.PositiveIntegerField(
        _("count claimed by the source"),
        null=True,
        blank=True,
        help_text=_("How many comments the captured page says it has."),
    )

    # Written by counts.py alone, from the rows.
    comment_count = models.PositiveIntegerField(_("published"), default=0, editable=False)
    archived_count = models.PositiveIntegerField(_("archived"), default=0, editable=False)
    rating_count = models.PositiveIntegerField(_("ratings"), default=0, editable=False)
    rating_sum = models.PositiveIntegerField(_("sum of ratings"), default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(F("visible_from"), name="discussion_visible"),
            models.Index(
                F("closes_at"), name="discussion_closing", condition=Q(closes_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.title or str(self.key)

    def get_absolute_url(self):
        """The owner's address in the language being spoken."""
        return localized(self.url)

    def natural_key(self):
        return (self.key,)

    @property
    def look(self):
        """The `Style` this discussion wears."""
        return STYLES[self.style]

    @property
    def is_visible(self):
        return self.visible_from is not None and self.visible_from <= timezone.now()

    @property
    def accepts_comments(self):
        return self.is_open and (self.closes_at is None or timezone.now() < self.closes_at)

    @property
    def missing_count(self):
        """How many comments the source counted that no capture holds."""
        return max((self.claimed_count or 0) - self.archived_count, 0)

    @property
    def response_count(self):
        """The count a reader is told: what is published here and what only the source had."""
        return self.comment_count + self.missing_count
