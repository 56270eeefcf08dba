"""Put the first collection into an empty archive."""

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from archive.models import Film, Post, Release, Source, Tag, page_versions
from comments.actions.archived import publish_archived
from comments.actions.counts import recount_everything
from comments.models import Comment, Discussion

FIXTURES = ["sources", "films", "posts", "comments"]


class Command(BaseCommand):
    help = "Load the collection in fixtures/ into an empty database, all or nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, without an error, if it is not"
        )

    def handle(self, *, if_empty, verbosity, **options):
        if not is_empty():
            if if_empty:
                return
            raise CommandError("The archive is not empty; nothing was loaded.")
        with transaction.atomic():
            call_command("loaddata", *FIXTURES, verbosity=0)
            Release.objects.set_years(Film.objects.all())
            now = timezone.now()
            for thing in [*Film.objects.all(), *Post.objects.all()]:
                thing.status, thing.published_at = thing.Status.PUBLISHED, now
                thing.save()
            # Nobody is told of what was always here.
            Post.objects.update(announced_at=now)
            Tag.objects.recount()
            publish_archived(Comment.objects.all())
            recount_everything()
            page_versions.move(page_versions.CONTENT, page_versions.DISCUSSIONS)
        if verbosity:
            self.stdout.write(
                f"Loaded {Post.objects.count()} posts, {Film.objects.count()} films and "
                f"{Comment.objects.count()} comments."
            )


def is_empty():
    """Whether nobody has put anything into this archive yet."""
    return not any(model.objects.exists() for model in (Source, Post, Film, Discussion, Comment))
