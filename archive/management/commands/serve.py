"""Everything between a fresh clone and a served archive."""

import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from archive.operations import static_files
from archive.operations.demo_accounts import make_demo_accounts


class Command(BaseCommand):
    help = (
        "Prepare the archive (migrations, collection, static files, in development also demo "
        "accounts) and serve it with gunicorn. What is already there stays as it is."
    )
    requires_system_checks = []

    def handle(self, **options):
        self.refuse_taken_port()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_collection", if_empty=True, verbosity=0)
        if not settings.PRODUCTION:
            self.announce(make_demo_accounts())
        static_files.collect()
        self.stdout.write(f"The archive is at http://{settings.BIND}:{settings.PORT}/")
        self.stdout.flush()
        gunicorn = Path(sys.executable).with_name("gunicorn")
        os.chdir(settings.BASE_DIR)
        os.execv(gunicorn, [str(gunicorn)])

    def refuse_taken_port(self):
        with socket.socket(socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.BIND, settings.PORT))
            except OSError as error:
                raise CommandError(
                    f"PORT {settings.PORT} on {settings.BIND} cannot be used: "
                    f"{error.strerror.lower()}. Try another one: make serve PORT=8001"
                ) from None

    def announce(self, made):
        if made:
            names, password = made
            self.stdout.write(f"Demo accounts {', '.join(names)} with the password {password}")
            self.stdout.write("(shown once; DEMO_PASSWORD chooses another on a first start)")
