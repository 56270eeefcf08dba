"""What one person may do only so often."""

from django.db import transaction

from ..models import Participant
from ..policies import throttling
from ..types import User
from .locks import lock_participant


@transaction.atomic
def spend(act: str, user: User) -> Participant:
    """Count one more of these acts, a key of `throttling.LIMITS`; returns the locked person.

    One person's acts go one after another, so that many at once are counted as many. Raises
    TooMany, and counts nothing, beyond the limit.
    """
    participant = lock_participant(user)
    throttling.count(act, user)
    return participant
