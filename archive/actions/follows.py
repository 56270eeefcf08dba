"""Following tags and films."""

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet

from comments.models import Frequency
from comments.notifications.subscriptions import FOLLOWED, Followed

from ..accounts.models import User
from ..models import Film, Follow, Post, Tag

# The name that links in mails have for these.
NAME = "follow"


def connect() -> None:
    """Let links in mails end what is followed here."""
    FOLLOWED[NAME] = Followed(Follow, str, ("tag", "film"))


@transaction.atomic
def follow(
    user: User, *, tag: Tag | None = None, film: Film | None = None, frequency: str = Frequency.NOW
) -> Follow:
    """Let `user` hear of new posts with a tag or about a film; done again, change how often."""
    row, _made = Follow.objects.update_or_create(
        user=user, tag=tag, film=film, defaults={"frequency": frequency}
    )
    return row


def unfollow(user: User, *, tag: Tag | None = None, film: Film | None = None) -> bool:
    """End it; returns whether there was anything to end."""
    return bool(Follow.objects.filter(user=user, tag=tag, film=film).delete()[0])


def frequency_of(user: User | AnonymousUser, **followed: Tag | Film) -> str | None:
    """How often this user wants mail about a tag or film, or None; no query without an account."""
    if not user.is_authenticated:
        return None
    return Follow.objects.filter(user=user, **followed).values_list("frequency", flat=True).first()


def concerning(post: Post) -> QuerySet[Follow]:
    """Who follows something that this post is tagged with or speaks of."""
    tags, films = post.tags.values("pk"), post.films.values("pk")
    return Follow.objects.filter(Q(tag__in=tags) | Q(film__in=films))
