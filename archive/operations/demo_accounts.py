"""Accounts to try the archive with, in development only."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from ..accounts.email_addresses import vouch_for

# Name of the account: the group that gives it its permissions, if any.
DEMO_ACCOUNTS = {"editor": "Editors", "moderator": "Moderators", "reader": None}


@transaction.atomic
def make_demo_accounts():
    """Make the demo accounts if there is no account at all.

    Returns their names and their password, or None if there was nothing to do. The password is
    DEMO_PASSWORD, or generated and kept nowhere.
    """
    User = get_user_model()
    if User.objects.exists():
        return None
    password = settings.DEMO_PASSWORD or secrets.token_urlsafe(9)
    for name, group in DEMO_ACCOUNTS.items():
        user = User.objects.create_user(
            name, f"{name}@example.org", password, is_demo=True, is_staff=group is not None
        )
        vouch_for(user)
        if group:
            user.groups.add(Group.objects.get(name=group))
    return list(DEMO_ACCOUNTS), password
