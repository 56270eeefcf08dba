"""The numbers that are kept beside the rows they count. Nobody else writes them.

Call these only after the discussion's row was taken by an UPDATE: counted in the statement
that writes, or before the row is held, the result is wrong on PostgreSQL.
"""

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from .models import Comment, Discussion, Rating, Vote

PUBLISHED = Comment.Status.PUBLISHED


def _number(rows, by, aggregate):
    """Subquery: `aggregate` over `rows`, which are already bound to the outer row by `by`."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=aggregate).values("n")), 0)


def recount_discussions(discussions):
    """Set the counts of comments and ratings of these discussions from their rows."""
    comments = Comment.objects.filter(discussion=OuterRef("pk"))
    ratings = Rating.objects.filter(discussion=OuterRef("pk"))
    archived = comments.exclude(text_origin=Comment.TextOrigin.ORIGINAL)
    return discussions.update(
        comment_count=_number(comments.filter(status=PUBLISHED), "discussion", Count("pk")),
        archived_count=_number(archived, "discussion", Count("pk")),
        rating_count=_number(ratings, "discussion", Count("pk")),
        rating_sum=_number(ratings, "discussion", Sum("value")),
    )


def recount_replies(roots):
    """Set the number of published replies of these roots, at whatever depth."""
    replies = Comment.objects.filter(root=OuterRef("pk"), status=PUBLISHED)
    return roots.update(reply_count=_number(replies, "root", Count("pk")))


def recount_scores(comments):
    """Set the score of these comments from the votes."""
    votes = Vote.objects.filter(comment=OuterRef("pk"))
    return comments.update(score=_number(votes, "comment", Sum("value")))


def recount_everything():
    """Set every kept number from the rows, after rows came in by another way than an act."""
    recount_discussions(Discussion.objects.all())
    recount_replies(Comment.objects.roots())
    recount_scores(Comment.objects.all())
