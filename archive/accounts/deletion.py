"""Asking to be deleted, and taking it back within a day."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.utils import timezone

from .models import DeletionRequest

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
        for session in UserSession.objects.filter(user=user):
            session.end()
    if user.email:
        context = {"user": user, "deletion": deletion, "token": dumps(deletion.pk, salt=SALT)}
        get_adapter().send_notice("account/email/leaving", user.email, context)
    return deletion


def find(token):
    """What a signed link takes back, or None: taken back, carried out, or no such link."""
    try:
        requests = DeletionRequest.objects.filter(pk=loads(token, salt=SALT))
        return requests.select_related("user").first()
    except BadSignature:
        return None


def take_back(deletion):
    """Let somebody stay; returns whether there was still time for it."""
    deleted, _by_model = DeletionRequest.objects.filter(pk=deletion.pk).delete()
    return bool(deleted)
