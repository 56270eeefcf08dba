"""Mail in development: each one a file that a mail program opens, named on the console."""

import secrets
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class EmlBackend(BaseEmailBackend):
    """Write each mail into MAIL_DIR. The files sort by time, and none is ever half written."""

    def send_messages(self, messages):
        """Write the messages; returns how many. Raises OSError if the folder cannot be written."""
        settings.MAIL_DIR.mkdir(parents=True, exist_ok=True)
        for message in messages:
            path = write(message, settings.MAIL_DIR)
            recipients = ", ".join(message.recipients())
            print(f"Mail to {recipients}: “{message.subject}” is in {path}", flush=True)
        return len(messages)


def write(message, folder):
    """Write one message under a name of its own; returns the path."""
    name = f"{timezone.now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(3)}.eml"
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        file.write(message.message().as_bytes(linesep="\r\n"))
    return Path(file.name).rename(folder / name)
