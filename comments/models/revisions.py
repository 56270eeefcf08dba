"""What a comment said before it was edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class CommentRevision(models.Model):
    """A text that its author replaced; moderators can still read it."""

    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="revisions", verbose_name=_("comment")
    )
    text = models.TextField(_("text"))
    replaced_at = models.DateTimeField(_("replaced at"), auto_now_add=True)

    class Meta:
        db_table = "comments_earliertext"
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["comment_id", "-replaced_at", "-pk"]

    def __str__(self):
        return self.text[:60]
