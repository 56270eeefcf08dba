"""Scores that readers give."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .discussion import Discussion

LOWEST, HIGHEST = 1, 10

# Fewer ratings say nothing about a film and much about each person who rated it.
FEWEST_FOR_AVERAGE = 5


class RatingQuerySet(models.QuerySet):
    def counted(self):
        """Without the scores of reviews that wait for a moderator or were refused."""
        return self.filter(Q(review=None) | Q(review__status=Comment.Status.PUBLISHED))


class Rating(models.Model):
    """The score of one person for what one discussion is about.

    `review` is the review whose score it is, public or not; empty where it was given alone.
    """

    discussion = models.ForeignKey(
        Discussion, models.CASCADE, related_name="ratings", verbose_name=_("discussion")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="ratings",
        verbose_name=_("user"),
    )
    review = models.ForeignKey(
        Comment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("review"),
    )
    value = models.PositiveSmallIntegerField(
        _("value"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "user"], name="rating_once_a_person"),
            models.CheckConstraint(
                condition=models.Q(value__gte=LOWEST, value__lte=HIGHEST), name="rating_in_range"
            ),
        ]

    def __str__(self):
        return f"{self.value}/{HIGHEST}"
