"""Something to discuss, for the engine's own tests."""

from django.db import models

from comments.models import HasDiscussion


class Owned(HasDiscussion):
    title = models.CharField(max_length=100)
    visible_from = models.DateTimeField(null=True)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/owned/{self.pk}/"
