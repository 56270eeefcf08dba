"""What must hold before the archive answers its first request, beyond the settings."""

import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.db import DatabaseError, connections


def refuse_unknown_media_storage():
    """End the process with one line if the storage of pictures cannot be made."""
    try:
        storages["default"]
    # A storage of somebody else's raises what it likes.
    except Exception as error:
        sys.exit(
            "The archive cannot start. MEDIA_STORAGE or MEDIA_STORAGE_OPTIONS are wrong: "
            f"{' '.join(str(error).split())}"
        )


def refuse_demo_accounts_in_production(*, close_connections=True):
    """End the process with one line if production would serve with an active demo account.

    A database that is away or not migrated yet is none of this check's business: `/readyz/`
    says so.
    """
    if not settings.PRODUCTION:
        return
    try:
        active = get_user_model().objects.filter(is_demo=True, is_active=True).exists()
    except DatabaseError:
        active = False
    finally:
        if close_connections:
            # The server forks after this; a connection must not be shared between processes.
            for connection in connections.all(initialized_only=True):
                connection.close()
                if hasattr(connection, "close_pool"):
                    connection.close_pool()
    if active:
        sys.exit("The archive cannot start: a demo account is active (deactivate or delete it).")
