"""What a post said before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .posts import Post


class PostRevision(models.Model):
    """A post as somebody saved it. Rows are appended and never changed."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    saved_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Post.Status)
    snapshot = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["post_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_once"),
        ]

    def __str__(self):
        return f"{self.number}"
