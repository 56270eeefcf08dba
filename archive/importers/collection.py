"""Putting the first collection into an empty archive."""

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from comments.actions.archived import publish_archived
from comments.actions.counts import recount_everything
from comments.models import Comment, Discussion

from ..models import Film, Post, Release, Source, Tag, page_versions

FIXTURES = ["sources", "films", "posts", "comments"]


def is_empty():
    """Whether nobody has put anything into this archive yet."""
    return not any(model.objects.exists() for model in (Source, Post, Film, Discussion, Comment))


@transaction.atomic
def load():
    """Load the collection in fixtures/ and make it public. The archive must be empty."""
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
    page_versions.bump(page_versions.CONTENT, page_versions.DISCUSSIONS)
