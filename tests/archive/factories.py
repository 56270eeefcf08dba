"""Posts and films for tests."""

from itertools import count

from django.utils import timezone

from archive.models import Film, Post

numbers = count(1)


def make_post(title="A post", **fields):
    """A published post written here, unless told otherwise."""
    fields = {"status": "published", "published_at": timezone.now(), "byline": "Us"} | fields
    return Post.objects.create(title=title, slug=f"post-{next(numbers)}", **fields)


def make_film(title="A film", **fields):
    """A published film, unless told otherwise."""
    fields = {"status": "published", "published_at": timezone.now()} | fields
    return Film.objects.create(title=title, slug=f"film-{next(numbers)}", **fields)
