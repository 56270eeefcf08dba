"""The numbers that are kept beside the rows they count. Nobody else writes them.

Call these only after the discussion's row was taken by an UPDATE: counted in the statement
that writes, or before the row is held, the result is wrong on PostgreSQL.
"""

from typing import Any

from django.db.models import Aggregate, Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from ..models import Comment, Discussion, Rating, Vote
from ..signals import comment_changed

PUBLISHED = Comment.Status.PUBLISHED
# Unlike a count of keys, an index answers this alone.
ROWS = Count("*")


def _number(rows: QuerySet[Any], by: str, aggregate: Aggregate) -> Coalesce:
    """Subquery: `aggregate` over `rows`, which are already bound to the outer row by `by`."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=aggregate).values("n")), 0)


def recount_comments(discussions: QuerySet[Discussion]) -> int:
    """Set how many published comments these discussions have."""
    published = Comment.objects.filter(discussion=OuterRef("pk"), status=PUBLISHED)
    return discussions.update(comment_count=_number(published, "discussion", ROWS))


def recount_ratings(discussions: QuerySet[Discussion]) -> int:
    """Set the number and the sum of the ratings of these discussions."""
    ratings = Rating.objects.counted().filter(discussion=OuterRef("pk"))
    return discussions.update(
        rating_count=_number(ratings, "discussion", ROWS),
        rating_sum=_number(ratings, "discussion", Sum("value")),
    )


def recount_archived(discussions: QuerySet[Discussion]) -> int:
    """Set how many comments came from a source; no act of a reader changes that."""
    archived = Comment.objects.filter(discussion=OuterRef("pk")).exclude(
        text_origin=Comment.TextOrigin.ORIGINAL
    )
    return discussions.update(archived_count=_number(archived, "discussion", ROWS))


def recount_discussions(discussions: QuerySet[Discussion]) -> None:
    """Set all counts of these discussions from their rows."""
    recount_comments(discussions)
    recount_ratings(discussions)
    recount_archived(discussions)


def recount_after(comment: Comment) -> None:
    """Set what changes when this comment comes into sight or goes out of it."""
    discussion = Discussion.objects.filter(pk=comment.discussion_id)
    recount_comments(discussion)
    if comment.kind == Comment.Kind.REVIEW:
        recount_ratings(discussion)
    if comment.root_id:
        recount_replies(Comment.objects.filter(pk=comment.root_id))


def recount_replies(roots: QuerySet[Comment]) -> int:
    """Set the number of published replies of these roots, at whatever depth."""
    replies = Comment.objects.filter(root=OuterRef("pk"), status=PUBLISHED)
    return roots.update(reply_count=_number(replies, "root", ROWS))


def recount_scores(comments: QuerySet[Comment]) -> int:
    """Set the score of these comments from the votes that count."""
    votes = Vote.objects.counting().filter(comment=OuterRef("pk"))
    return comments.update(score=_number(votes, "comment", Sum("value")))


def recount_everything() -> None:
    """Set every kept number from the rows, after rows came in by another way than an act."""
    recount_discussions(Discussion.objects.all())
    recount_replies(Comment.objects.roots())
    recount_scores(Comment.objects.all())


def count_and_tell(comment: Comment) -> None:
    """Count anew and tell whoever shows this discussion."""
    recount_after(comment)
    comment_changed.send(
        sender=Comment, discussion_id=comment.discussion_id, comment_ids=[comment.pk]
    )
