"""Where somebody writes, and the form that belongs there."""

from dataclasses import dataclass

from django.urls import reverse

from ..models import Comment, Discussion
from ..models.owner import passages_of
from .comments import CommentForm, EditForm, EditReviewForm, ReviewForm, ids_of


@dataclass(frozen=True)
class Composer:
    """A discussion, perhaps a comment in it to answer, or one's own to change."""

    discussion: Discussion
    parent: Comment | None = None
    comment: Comment | None = None

    @property
    def kind(self):
        if self.comment:
            return self.comment.kind
        is_review = self.discussion.look.reviews and not self.parent
        return Comment.Kind.REVIEW if is_review else Comment.Kind.COMMENT

    @property
    def form_class(self):
        if self.kind == Comment.Kind.REVIEW:
            return EditReviewForm if self.comment else ReviewForm
        return EditForm if self.comment else CommentForm

    @property
    def name(self):
        """What a draft is kept under, whatever the language of the page."""
        if self.comment:
            return f"edit:{self.comment.pk}"
        return f"{self.discussion.pk}:{self.parent.pk if self.parent else ''}"

    @property
    def url(self):
        """Where its form stands alone, and is sent to."""
        if self.comment:
            return reverse("comments:edit", args=[self.comment.pk])
        if self.parent:
            return reverse("comments:reply", args=[self.parent.pk])
        return reverse("comments:post", args=[self.discussion.pk])

    def form(self, data=None, initial=None):
        ids = ids_of(self.discussion, self.parent or self.comment)
        return self.form_class(data, initial=initial, auto_id=ids)

    def said_by(self, user):
        """What the comment that is changed says: its text, and of a review the score."""
        said = {"text": self.comment.text}
        if self.kind == Comment.Kind.REVIEW:
            rating = self.discussion.ratings.filter(user=user).first()
            said["score"] = rating and rating.value
        return said

    def context(self, form):
        """What the template of the form needs."""
        return {
            "discussion": self.discussion,
            "parent": self.parent,
            "comment": self.comment,
            "form": form,
            "action": self.url,
            "draft": self.name,
            "quote": self.quote(form["passage"].value()) if "passage" in form.fields else "",
        }

    def quote(self, passage):
        """What the passage of the owner's text with this key says; empty if there is none."""
        return passages_of(self.discussion).get(passage, "") if passage else ""
