"""Telling many: one row in the transaction of what happened, which a worker expands.

So whoever writes waits for nobody's followers, and what was committed is told whatever breaks
in between.
"""

import logging
from collections.abc import Callable

from django.db.models import F

from ..models import Event

logger = logging.getLogger(__name__)

COMMENT = "comment"
FOLLOWERS = "followers"

# Then it is time for the worker's other tasks.
EVENTS_A_ROUND = 100

# What fails as often as this has a fault that no further attempt mends: it stays in the table.
MOST_ATTEMPTS = 5

# By what happened and for whom: a function of the row's key that writes the notifications. It
# must bear being called twice, as the table of notifications does. Others append their own.
EXPANDERS: dict[tuple[str, str], Callable[[int], None]] = {}


def add(what: str, row_id: int, audience: str) -> None:
    """Let an audience hear of something, once the transaction is committed."""
    Event.objects.get_or_create(what=what, row_id=row_id, audience=audience)


def expand_due(should_stop: Callable[[], bool] = lambda: False) -> None:
    """Tell whoever is to be told, what failed least and is oldest first."""
    due = Event.objects.filter(attempts__lt=MOST_ATTEMPTS).order_by("attempts", "pk")
    for event in list(due[:EVENTS_A_ROUND]):
        if should_stop():
            return
        try:
            EXPANDERS[event.what, event.audience](event.row_id)
        except Exception:
            Event.objects.filter(pk=event.pk).update(attempts=F("attempts") + 1)
            logger.exception("Nobody could be told of %s", event)
        else:
            event.delete()
