"""Put the captured words in the place of the retold ones, or back."""

from collections import Counter

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from archive.importers import restoring
from archive.importers.captures import NotAsCaptured


class Command(BaseCommand):
    help = (
        "Fill in the verbatim text from saved captures, proved by the hashes in fixtures/, or go "
        "back to the retold text; all or nothing. What was changed here since is kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("captures", nargs="*", metavar="CAPTURE", help="file of a saved page")
        parser.add_argument("--retell", action="store_true", help="go back to the retold text")
        parser.add_argument("--dry-run", action="store_true", help="report, but write nothing")

    def handle(self, *, captures, retell, dry_run, verbosity, **options):
        if bool(captures) == retell:
            raise CommandError("Name either the files of saved captures, or --retell.")
        try:
            if retell:
                outcomes = restoring.retell(dry_run=dry_run)
            else:
                outcomes = restoring.restore(captures, dry_run=dry_run)
        except NotAsCaptured as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        if verbosity:
            self.report(outcomes, dry_run)

    def report(self, outcomes, dry_run):
        for item, outcome in outcomes:
            self.stdout.write(f"{item}: {outcome}")
        counts = Counter(outcome for _, outcome in outcomes)
        total = ", ".join(f"{counts[kind]} {kind}" for kind in restoring.Outcome if counts[kind])
        self.stdout.write(f"{total}. Dry run: nothing was written." if dry_run else f"{total}.")
