"""Scores from 1 to 10 for what a discussion is about."""

from django.db import transaction

from ..models import Comment, Discussion, Rating
from ..models.rating import HIGHEST, LOWEST
from ..policies import permissions
from ..signals import comment_changed
from ..types import User
from .counts import recount_ratings
from .locks import lock_discussion


@transaction.atomic
def rate(discussion: Discussion, user: User, value: int | None) -> None:
    """Set this person's rating, or take it away (None). Set twice it counts once.

    Raises Refused for somebody who is banned.
    """
    if value is not None:
        permissions.refuse_banned(user)
    lock_discussion(discussion.pk)
    set_rating(discussion, user, value)
    comment_changed.send(sender=Discussion, discussion_id=discussion.pk, comment_ids=[])


def set_rating(discussion: Discussion, user: User, value: int | None) -> None:
    """Write, or delete, the row of a rating and count anew. The discussion must be locked.

    It is the score of this person's review, if one is public or waits; one that was refused
    earlier has no part in it.
    """
    if value is None:
        Rating.objects.filter(discussion=discussion, user=user).delete()
    elif LOWEST <= value <= HIGHEST:
        reviews = Comment.objects.standing_reviews().filter(discussion=discussion, author=user)
        Rating.objects.update_or_create(
            discussion=discussion,
            user=user,
            defaults={"value": value, "review": reviews.first()},
        )
    else:
        raise ValueError(f"a rating is from {LOWEST} to {HIGHEST}")
    recount_ratings(Discussion.objects.filter(pk=discussion.pk))


def give_with(review: Comment, value: int | None) -> None:
    """Let `value` be the score of a review; None leaves what its author gave here before.

    The discussion must be locked.
    """
    earlier = Rating.objects.filter(discussion=review.discussion_id, user=review.author_id)
    earlier.update(review=review)
    if value is not None and review.author:
        set_rating(review.discussion, review.author, value)


def take_with(review: Comment) -> None:
    """Delete the score of a review, and no other. Count anew afterwards."""
    Rating.objects.filter(review=review).delete()
