"""Deleting the accounts of those who asked for it, once their day of grace is over.

In steps, each a short transaction that locks one discussion: whoever writes elsewhere waits for
nobody's thousand comments. The request stays until the last step, so what a kill or a failure
interrupts goes on with the next run.
"""

import logging

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from archive.accounts.models import DeletionRequest, User
from comments.actions import counts, locks, withdrawing
from comments.models import Comment, Discussion
from comments.signals import comment_changed

logger = logging.getLogger(__name__)

# So many rows are named in one statement; SQLite has a limit.
BATCH = 500


def delete_leavers(now=None):
    """Delete every account that is due; returns how many. A failure waits for the next run."""
    due = DeletionRequest.objects.filter(due_at__lte=now or timezone.now())
    return sum(map(delete_or_log, due.select_related("user").order_by("due_at", "pk")))


def delete_or_log(deletion):
    """Like `delete`; a failure is logged, and waits for the next run."""
    try:
        return delete(deletion)
    except Exception:
        logger.exception("The account %s could not be deleted", deletion.user_id)
        return False


def delete(deletion):
    """Delete one account with its votes, ratings and flags, and count anew what they counted in.

    Comments stay without a name, or are withdrawn first if that was chosen. Returns False, and
    changes nothing, if it was taken back in the meantime. Not to be called in a transaction.
    """
    if not _begin(deletion):
        return False
    while not _finish(deletion):
        for discussion in _concerned_discussions(deletion.user):
            _leave(deletion, discussion)
    return True


@transaction.atomic
def _begin(deletion):
    """From here on it is not taken back, and nobody is logged in by this account."""
    started = DeletionRequest.objects.filter(pk=deletion.pk)
    if not started.update(started_at=Coalesce("started_at", timezone.now())):
        return False
    deletion.user.is_active = False
    deletion.user.save(update_fields=["is_active"])
    return True


@transaction.atomic
def _leave(deletion, discussion):
    """Take a person out of one discussion, in a number of queries that does not grow with it."""
    if not _hold(deletion):
        return
    user = deletion.user
    locks.lock_participant(user)
    locks.lock_discussion(discussion)
    own = user.comments.filter(discussion=discussion)
    written = dict(own.order_by().values_list("pk", "root"))
    if deletion.withdraw_comments:
        withdrawing.withdraw_all(own, user)
    voted = _remove_voices(user, discussion)
    own.update(author=None, ip_address="")
    _recount(discussion, roots=set(written.values()) - {None}, voted=voted)
    changed = sorted({*written, *voted})
    comment_changed.send(sender=Comment, discussion_id=discussion, comment_ids=changed)


@transaction.atomic
def _finish(deletion):
    """Delete the account; returns whether nothing of it is left.

    Something is, if it was written after the steps had looked: then there are more of them.
    """
    if not _hold(deletion):  # another worker was faster
        return True
    locks.lock_participant(deletion.user)
    # Whoever votes or flags by this account now is waited for, or waits and is refused then.
    User.objects.select_for_update().filter(pk=deletion.user_id).first()
    if _concerned_discussions(deletion.user):
        return False
    deletion.user.delete()
    return True


def _hold(deletion):
    """Lock the request, so that one worker at a time works on it; returns whether it is there."""
    return DeletionRequest.objects.filter(pk=deletion.pk).update(due_at=F("due_at"))


def _concerned_discussions(user):
    """The numbers of the discussions in which this person wrote, voted, flagged or rated."""
    concerned = set()
    for rows, name in (
        (user.comments, "discussion"),
        (user.votes, "comment__discussion"),
        (user.flags, "comment__discussion"),
        (user.ratings, "discussion"),
    ):
        concerned.update(rows.order_by().values_list(name, flat=True).distinct())
    return sorted(concerned)


def _remove_voices(user, discussion):
    """Take votes, ratings and flags in one discussion away; returns what was voted about."""
    votes = user.votes.filter(comment__discussion=discussion)
    flags = user.flags.filter(comment__discussion=discussion)
    voted = list(votes.order_by().values_list("comment", flat=True))
    flagged = list(flags.order_by().values_list("comment", flat=True))
    votes.delete()
    flags.delete()
    user.ratings.filter(discussion=discussion).delete()
    # What was withdrawn and kept only for these flags has nobody to look at it any more.
    for some in _batches(flagged):
        withdrawing.erase_all(Comment.objects.filter(pk__in=some, status=Comment.Status.WITHDRAWN))
    return voted


def _recount(discussion, *, roots, voted):
    rows = Discussion.objects.filter(pk=discussion)
    counts.recount_comments(rows)
    counts.recount_ratings(rows)
    for some in _batches(sorted(roots)):
        counts.recount_replies(Comment.objects.filter(pk__in=some))
    for some in _batches(voted):
        counts.recount_scores(Comment.objects.filter(pk__in=some))


def _batches(pks):
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
