"""Scores from 1 to 10 for what a discussion is about."""

from django.db import transaction

from ..exceptions import Banned
from ..models import Discussion, Rating
from ..models.rating import HIGHEST, LOWEST
from ..policies import permissions
from ..signals import comment_changed
from .counts import recount_ratings


@transaction.atomic
def rate(discussion, user, value):
    """Set this person's rating, or take it away (None). Set twice it counts once.

    Raises Refused for somebody who is banned.
    """
    if value is not None and permissions.is_banned(user):
        raise Banned
    Discussion.objects.lock([discussion.pk])
    if value is None:
        Rating.objects.filter(discussion=discussion, user=user).delete()
    elif LOWEST <= value <= HIGHEST:
        Rating.objects.update_or_create(
            discussion=discussion, user=user, defaults={"value": value}
        )
    else:
        raise ValueError(f"a rating is from {LOWEST} to {HIGHEST}")
    recount_ratings(Discussion.objects.filter(pk=discussion.pk))
    comment_changed.send(sender=Discussion, discussion_id=discussion.pk, comment_ids=[])
