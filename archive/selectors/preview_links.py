"""Links under which a post can be read before it is public."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from ..models import Post

# Long enough for somebody to look after a weekend, short enough to be forgotten safely.
LASTS = timedelta(days=7)
SALT = "archive.previews"


class Expired(Exception):
    """The link was good once."""


def address_of(post: Post) -> str:
    """The path of a new preview of this post. Whoever has it can read, until it expires."""
    return reverse("archive:preview", args=[signing.dumps(post.pk, salt=SALT)])


def post_pk(token: str) -> int:
    """The key of the post a token is for. Raises Expired, or signing.BadSignature."""
    try:
        return signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        raise Expired from None
