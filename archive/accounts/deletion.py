"""Asking to be deleted, and taking it back within a day."""

from datetime import timedelta
from functools import partial

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.utils import timezone

from .models import DeletionRequest
from .signals import deletion_due

# Long enough to read a mail about it, when it was somebody else or in anger.
GRACE = timedelta(days=1)
SALT = "archive.accounts.leaving"


def ask(user, *, withdraw_comments):
    """Note that this person wants to be deleted, end all log-in sessions, and mail a way back.

    Asked again it counts from the first time, with the later choice. Returns the DeletionRequest.
    """
    with transaction.atomic():
        deletion, _made = DeletionRequest.objects.update_or_create(
            user=user,
            defaults={"withdraw_comments": withdraw_comments},
            create_defaults={
                "withdraw_comments": withdraw_comments,
                "due_at": timezone.now() + GRACE,
            },
        )
        _end_sessions(user)
    if user.email:
        context = {"user": user, "deletion": deletion, "token": dumps(deletion.pk, salt=SALT)}
        get_adapter().send_notice("account/email/leaving", user.email, context)
    return deletion


def order(user):
    """Delete somebody as an operator does: now, without a day of grace and a way back.

    It is carried out after the transaction. What fails there is done by the worker.
    """
    now = timezone.now()
    with transaction.atomic():
        deletion, _made = DeletionRequest.objects.update_or_create(
            user=user, defaults={"due_at": now, "started_at": now}
        )
        _end_sessions(user)
    transaction.on_commit(partial(deletion_due.send, DeletionRequest, deletion=deletion))


def _end_sessions(user):
    for session in UserSession.objects.filter(user=user):
        session.end()


def open_request(user):
    """The request of this person that can still be taken back, or None."""
    return DeletionRequest.objects.filter(user=user, started_at=None).first()


def find(token):
    """What a signed link takes back, or None: taken back, carried out, or no such link."""
    try:
        requests = DeletionRequest.objects.filter(pk=loads(token, salt=SALT), started_at=None)
        return requests.select_related("user").first()
    except BadSignature:
        return None


def take_back(deletion):
    """Let somebody stay; returns whether there was still time for it."""
    deleted, _by_model = DeletionRequest.objects.filter(pk=deletion.pk, started_at=None).delete()
    return bool(deleted)
