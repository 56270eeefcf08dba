"""The rows that an act holds, from its first statement to the end of its transaction."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ..exceptions import Banned, Refused
from ..models import Comment, Discussion, Participant
from ..policies import permissions


def lock_public_comment(comment, by):
    """Hold a comment that `by` reacts to, and its discussion, to the end of the transaction.

    Raises Refused if the comment is not public any more, or this person may not take part.
    """
    if permissions.is_banned(by):
        raise Banned
    Discussion.objects.lock([comment.discussion_id])
    public = Comment.objects.filter(pk=comment.pk, status=Comment.Status.PUBLISHED)
    if not public.update(version=F("version") + 1):
        raise Refused(_("This comment is no longer here."))


def lock_participant(user):
    """Take the row through which everything this person writes goes; make it if need be."""
    own = Participant.objects.filter(user=user)
    if not own.update(version=F("version") + 1):
        try:
            with transaction.atomic():
                Participant.objects.create(user=user)
        except IntegrityError:  # the same person, a moment earlier
            pass
        own.update(version=F("version") + 1)
    return own.get()
