"""Scores from 1 to 10 for what a discussion is about."""

from django.db import transaction

from ..models import Discussion, Rating
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
    """Write, or delete, the row of a rating and count anew. The discussion must be locked."""
    if value is None:
        Rating.objects.filter(discussion=discussion, user=user).delete()
    elif LOWEST <= value <= HIGHEST:
        Rating.objects.update_or_create(
            discussion=discussion, user=user, defaults={"value": value}
        )
    else:
        raise ValueError(f"a rating is from {LOWEST} to {HIGHEST}")
    recount_ratings(Discussion.objects.filter(pk=discussion.pk))
