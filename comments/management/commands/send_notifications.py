"""The worker: sends mails that are due, and does the site's other tasks."""

import logging
import os
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from comments import periodic_tasks
from comments.notifications import delivery, outbox

logger = logging.getLogger(__name__)

# Seconds between two looks for something to do: soon enough for “at once”.
PAUSE = 3
# Seconds until a mail server that was away is tried again.
PAUSE_WITHOUT_SERVER = 60


class Command(BaseCommand):
    help = (
        "Send the mails that wait, and do what else falls due, until it is told to stop. "
        "Several at once are safe, but one is enough."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument(
            "--again",
            action="store_true",
            help="let mails that were given up wait once more, and end",
        )
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="end when this is not the parent any more"
        )

    def handle(self, *, once, again, parent, **options):
        if again:
            self.stdout.write(f"Mails that wait once more: {delivery.try_again()}")
            return
        self.stop = threading.Event()
        self.parent = parent
        self.mails_from = 0
        if once:
            self.do_round()
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *args: self.stop.set())
        while not self.should_stop():
            try:
                self.do_round()
            except Exception:  # a database that is away comes back
                logger.exception("A round of the worker failed")
            self.stop.wait(PAUSE)

    def should_stop(self):
        return self.stop.is_set() or (self.parent and os.getppid() != self.parent)

    def do_round(self):
        close_old_connections()
        periodic_tasks.run()
        outbox.expand_due(self.should_stop)
        if time.monotonic() >= self.mails_from and not delivery.send_due(self.should_stop):
            self.mails_from = time.monotonic() + PAUSE_WITHOUT_SERVER
