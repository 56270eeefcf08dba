"""Everything between a fresh clone and a served archive."""

import errno
import fcntl
import logging
import os
import socket
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from archive.operations import static_files
from archive.operations.checks import refuse_unknown_media_storage
from archive.operations.demo_accounts import make_demo_accounts


@contextmanager
def alone():
    """Let a second first start wait until the first one is ready."""
    with (settings.VAR_DIR / ".starting").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Command(BaseCommand):
    help = (
        "Prepare the archive (migrations, collection, static files, in development also demo "
        "accounts) and serve it with gunicorn. What is already there stays as it is."
    )
    requires_system_checks = []

    def handle(self, **options):
        self.refuse_taken_port()
        refuse_unknown_media_storage()
        self.refuse_unreachable_database()
        with alone():
            self.prepare()
        self.stdout.write(f"The archive is at http://{settings.BIND}:{settings.PORT}/")
        self.stdout.flush()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        os.chdir(settings.BASE_DIR)
        os.execv(gunicorn, [str(gunicorn)])

    def prepare(self):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_collection", if_empty=True, verbosity=0)
        if not settings.PRODUCTION:
            self.announce(make_demo_accounts())
        static_files.collect()

    def refuse_taken_port(self):
        with socket.socket(socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.BIND, settings.PORT))
            except OSError as error:
                raise CommandError(self.why_not_there(error)) from None

    def why_not_there(self, error):
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return (
                f"PORT {settings.PORT} on {settings.BIND} cannot be used: "
                f"{error.strerror.lower()}. Try another one: make serve PORT=8001"
            )
        return f"BIND {settings.BIND} is no address of this machine: {error.strerror.lower()}."

    def refuse_unreachable_database(self):
        # The pool reports each of its tries, too.
        logging.disable(logging.WARNING)
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"DATABASE_URL leads to no database: {reason}") from None
        finally:
            logging.disable(logging.NOTSET)

    def announce(self, made):
        if made:
            names, password = made
            self.stdout.write(f"Demo accounts {', '.join(names)} with the password {password}")
            self.stdout.write("(shown once; DEMO_PASSWORD chooses another on a first start)")
