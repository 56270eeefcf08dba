"""What the worker does about accounts, each at a pace of its own."""

from django.core.cache import cache

from archive.accounts.signals import deletion_due
from comments.periodic_tasks import TASKS

from .erasure import delete_leavers, delete_or_log
from .retention import forget_expired

MINUTE = 60
DAY = 24 * 60 * MINUTE


def connect():
    TASKS.extend([delete_due, forget_daily])
    deletion_due.connect(delete_now)


def delete_now(deletion, **kwargs):
    """Delete an account at once that an operator wants gone."""
    delete_or_log(deletion)


def delete_due():
    """Delete the accounts whose day of grace is over."""
    if _is_time("delete", MINUTE):
        delete_leavers()


def forget_daily():
    """Drop old networks and dead sessions."""
    if _is_time("forget", DAY):
        forget_expired()


def _is_time(chore, seconds):
    """Whether nobody has done this within so many seconds; all workers share the cache."""
    return cache.add(f"chore:{chore}", True, seconds)
