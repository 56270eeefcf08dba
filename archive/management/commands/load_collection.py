"""Put the first collection into an empty archive."""

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from archive.importers import collection
from archive.models import Film, Post
from comments.models import Comment


class Command(BaseCommand):
    help = "Load the collection in fixtures/ into an empty database, all or nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, without an error, if it is not"
        )

    def handle(self, *, if_empty, verbosity, **options):
        if not collection.is_empty():
            if if_empty:
                return
            raise CommandError("The archive is not empty; nothing was loaded.")
        collection.load()
        if verbosity:
            self.stdout.write(
                f"Loaded {Post.objects.count()} posts, {Film.objects.count()} films and "
                f"{Comment.objects.count()} comments."
            )
