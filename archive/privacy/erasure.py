"""Deleting the accounts of those who asked for it, once their day of grace is over."""

import logging
from collections import defaultdict

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from archive.accounts.models import DeletionRequest
from comments.actions import counts, locks, withdrawing
from comments.models import Comment, Discussion
from comments.signals import comment_changed

logger = logging.getLogger(__name__)

# So many rows are named in one statement; SQLite has a limit.
BATCH = 500


def delete_leavers(now=None):
    """Delete every account that is due; returns how many. A failure waits for the next run."""
    due = DeletionRequest.objects.filter(due_at__lte=now or timezone.now())
    deleted = 0
    for deletion in due.select_related("user").order_by("due_at", "pk"):
        try:
            deleted += delete(deletion)
        except Exception:
            logger.exception("The account %s could not be deleted", deletion.user_id)
    return deleted


@transaction.atomic
def delete(deletion):
    """Delete one account with its votes, ratings and flags, and count anew what they counted in.

    Comments stay without a name, or are withdrawn first if that was chosen. Returns False, and
    changes nothing, if it was taken back in the meantime.
    """
    # Holds the row: taking it back waits from here on, and then finds nothing.
    if not DeletionRequest.objects.filter(pk=deletion.pk).update(due_at=F("due_at")):
        return False
    user = deletion.user
    locks.lock_participant(user)
    concerned = _concerned_comments(user)
    Discussion.objects.lock(concerned)
    if deletion.withdraw_comments:
        gone = Comment.Status.WITHDRAWN
        for comment in user.comments.exclude(status=gone).order_by("discussion_id", "pk"):
            withdrawing.withdraw(comment, user)
    user.comments.update(ip_address="")
    _remove_voices(user)
    user.delete()
    for discussion, pks in concerned.items():
        comment_changed.send(sender=Comment, discussion_id=discussion, comment_ids=sorted(pks))
    return True


def _concerned_comments(user):
    """The comments that will look different, by the number of their discussion."""
    concerned = defaultdict(set)
    for rows in (
        user.comments.values_list("discussion_id", "pk"),
        user.votes.values_list("comment__discussion_id", "comment_id"),
    ):
        for discussion, comment in rows.order_by():
            concerned[discussion].add(comment)
    for discussion in user.ratings.order_by().values_list("discussion_id", flat=True):
        concerned[discussion] |= set()
    return concerned


def _remove_voices(user):
    """Take votes, ratings and flags away. The rows of their discussions are held already."""
    voted = list(user.votes.order_by().values_list("comment_id", flat=True))
    rated = list(user.ratings.order_by().values_list("discussion_id", flat=True))
    user.votes.all().delete()
    user.ratings.all().delete()
    user.flags.all().delete()
    for some in _batches(voted):
        counts.recount_scores(Comment.objects.filter(pk__in=some))
    for some in _batches(rated):
        counts.recount_ratings(Discussion.objects.filter(pk__in=some))


def _batches(pks):
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
