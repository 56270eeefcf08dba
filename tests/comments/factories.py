"""Things to discuss and comments, for tests of the engine."""

from datetime import timedelta

from django.utils import timezone

from comments.actions import counts
from comments.actions.moderation import decide
from comments.models import Comment, Discussion, Subscription
from tests.owners.models import Owned


def make_discussion(style="soundoff", *, title="A page", is_visible=True, **fields):
    """A discussion whose owner is public unless told otherwise."""
    visible_from = timezone.now() - timedelta(days=1) if is_visible else None
    owned = Owned.objects.create(title=title, visible_from=visible_from)
    Discussion.objects.filter(pk=owned.discussion_id).update(style=style, **fields)
    return Discussion.objects.get(pk=owned.discussion_id)


def make_comment(discussion, text="Something.", *, parent=None, status="published", **fields):
    """A comment as it stands in the database, with the counts set right."""
    now = timezone.now()
    ever = status in ("published", "removed", "withdrawn")
    comment = Comment.objects.create(
        discussion=discussion,
        text=text,
        html=f"<p>{text}</p>",
        parent=parent,
        root=(parent.root or parent) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        status=status,
        posted_at=fields.pop("posted_at", now),
        sort_at=fields.pop("sort_at", now),
        first_published_at=now if ever else None,
        **fields,
    )
    counts.recount_discussions(Discussion.objects.filter(pk=discussion.pk))
    counts.recount_replies(Comment.objects.filter(pk=comment.root_id))
    discussion.refresh_from_db()
    return comment


def publish(discussion, author=None, text="Something.", **fields):
    """A comment that a moderator has just published."""
    comment = make_comment(discussion, text, status="pending", author=author, **fields)
    decide(comment, Comment.Status.PUBLISHED)
    return comment


def follows_of(user):
    """What this person follows, and how often mail comes of it."""
    rows = Subscription.objects.filter(user=user).order_by("pk")
    return [(row.comment_id, row.frequency) for row in rows]


def published(discussion):
    """The texts that anybody can read in a discussion."""
    return [c.text for c in Comment.objects.published().filter(discussion=discussion)]


def fresh(comment):
    """The comment as it is in the database now."""
    return Comment.objects.get(pk=comment.pk)
