"""Posts and films for tests."""

from itertools import count

from django.utils import timezone

from archive.models import Film, Post

numbers = count(1)


def make_post(title="A post", **fields):
    """A published post written here, unless told otherwise."""
    fields = _published("post") | {"byline": "Us"} | fields
    return Post.objects.create(title=title, **fields)


def make_film(title="A film", **fields):
    """A published film, unless told otherwise."""
    return Film.objects.create(title=title, **(_published("film") | fields))


def _published(kind):
    slug = f"{kind}-{next(numbers)}"
    return {"slug": slug, "status": "published", "published_at": timezone.now()}
