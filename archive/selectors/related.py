"""What else there is to read, and why: other films and posts, and the neighbours of a post."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    F,
    Field,
    IntegerField,
    JSONField,
    Model,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from ..models import Category, Film, Post, Source, Tag
from ..models.querysets import is_told
from .taxonomy import Terms

# One SELECT of a union.
Part = QuerySet[Any, tuple[Any, ...]]

MOST_FILMS = 4
MOST_POSTS = 10
# For each reason that many candidates are looked at, the newest ones: enough to choose from,
# and the same work however large the archive is.
CANDIDATES = 12
# What the card of a film shows besides its title. A post has none of it, but the selects of a
# union have the same columns.
CARD: dict[str, Field] = {
    "form": CharField(),
    "year": IntegerField(),
    "image": CharField(),
    "width": IntegerField(),
    "height": IntegerField(),
    "sizes": JSONField(),
}


@dataclass
class Related:
    """A film or post, and why it is named here (empty if for no particular reason)."""

    thing: Film | Post
    reason: str = ""


def _reason(kind: str, name: str) -> str:
    texts = {
        "person": _("also with %(name)s"),
        "film": _("also about %(name)s"),
        "award": _("also at the %(name)s"),
        "tag": _("also tagged %(name)s"),
        "category": _("also filed under %(name)s"),
    }
    return texts[kind] % {"name": name} if kind in texts else ""


def _part(things: QuerySet[Model], weight: int, kind: str, name: F | Value) -> Part:
    """The newest of these things, with what they share."""
    newest = things.order_by("-pk").values("pk")[:CANDIDATES]
    card = {
        f"card_{name}": F(name) if things.model is Film else Cast(Value(None), field)
        for name, field in CARD.items()
    }
    return (
        things.filter(pk__in=newest)
        .order_by()
        .annotate(
            weight=Value(weight),
            shared_kind=Value(kind),
            shared=Cast(name, CharField()),
            of_film=Value(int(things.model is Film)),
            **card,
        )
        .values_list("weight", "shared_kind", "shared", "of_film", "pk", "title", "slug", *card)
    )


def _collect(parts: list[Part]) -> tuple[list[Related], list[Related]]:
    """Run the union; the heaviest reason first, each thing once, films and posts apart."""
    films: dict[int, Related] = {}
    posts: dict[int, Related] = {}
    rows = parts[0].union(*parts[1:], all=True)
    for _weight, kind, name, of_film, pk, title, slug, *card in sorted(
        rows, key=lambda row: (row[0], -row[4])
    ):
        if of_film:
            shown = dict(zip(CARD, card, strict=True))
            film = Film(pk=pk, title=title, slug=slug, **shown)
            films.setdefault(pk, Related(film, _reason(kind, name)))
        else:
            post = Post(pk=pk, title=title, slug=slug)
            posts.setdefault(pk, Related(post, _reason(kind, name)))
    return list(films.values()), list(posts.values())


def of_film(film: Film, terms: Terms) -> tuple[list[Related], list[Related]]:
    """Films related to this one with the reason, and posts about it, in one query."""
    others = Film.objects.published().exclude(pk=film.pk)
    posts = Post.objects.published().filter(films=film)
    films, about = _collect(
        [
            _part(
                others.filter(credits__person__in=_people(film)),
                1,
                "person",
                F("credits__person__name"),
            ),
            _part(
                others.filter(
                    is_told("nominations__evidence__"),
                    is_told("nominations__award__nominations__evidence__"),
                    nominations__award__nominations__film=film,
                ),
                2,
                "award",
                F("nominations__award__name"),
            ),
            _part(
                others.filter(tagged_items__tag__in=terms.tags),
                3,
                "tag",
                F("tagged_items__tag__name"),
            ),
            _part(
                others.filter(categories__in=terms.categories),
                4,
                "category",
                F("categories__name"),
            ),
            _part(others, 5, "any", Value("")),
            _part(posts, 6, "about", Value("")),
        ]
    )
    return films[:MOST_FILMS], about[:MOST_POSTS]


def _people(film: Film) -> set[int]:
    return {credit.person_id for credit in film.credits.all()}


def of_post(post: Post, terms: Terms) -> list[Related]:
    """Posts related to this one with the reason: the same film, tag or category. One query."""
    others = Post.objects.published().exclude(pk=post.pk)
    _films, posts = _collect(
        [
            _part(others.filter(films__in=terms.films), 1, "film", F("films__title")),
            _part(
                others.filter(tagged_items__tag__in=terms.tags),
                2,
                "tag",
                F("tagged_items__tag__name"),
            ),
            _part(
                others.filter(categories__in=terms.categories),
                3,
                "category",
                F("categories__name"),
            ),
        ]
    )
    return posts[:MOST_FILMS]


@dataclass
class Neighbours:
    """The posts before and after one within a tag, a category or a source."""

    container: Tag | Category | Source
    newer: Post | None = None
    older: Post | None = None


def neighbours(post: Post, terms: Terms) -> list[Neighbours]:
    """The newer and the older post within each tag, category and source of this one.

    One query; containers in which it stands alone are left out.
    """
    containers: list[tuple[Tag | Category | Source, Q]] = [
        *((tag, Q(tagged_items__tag=tag)) for tag in terms.tags),
        *((category, Q(categories=category)) for category in terms.categories),
        *(
            (source, Q(appearances__capture__source=source))
            for source in {entry.capture.source for entry in post.appearances.all()}
        ),
    ]
    if not containers:
        return []
    at, place, pk = post.sort_at, post.position, post.pk
    tie = Q(position__lt=place) | Q(position=place, pk__gt=pk)
    newer = Q(sort_at__gte=at) & (Q(sort_at__gt=at) | tie)
    older = Q(sort_at__lte=at) & ~newer & ~Q(pk=pk)
    sides = {
        "newer": (newer, ("sort_at", "-position", "pk")),
        "older": (older, ("-sort_at", "position", "-pk")),
    }
    parts = []
    for number, (_container, within) in enumerate(containers):
        for side, (condition, order) in sides.items():
            found = Post.objects.published().filter(within, condition).order_by(*order)
            parts.append(
                Post.objects.filter(pk__in=found.values("pk")[:1])
                .order_by()
                .values_list(Value(number), Value(side), "pk", "title", "slug")
            )
    result = [Neighbours(container) for container, _within in containers]
    for number, side, pk, title, slug in parts[0].union(*parts[1:], all=True):
        setattr(result[number], side, Post(pk=pk, title=title, slug=slug))
    return [found for found in result if found.newer or found.older]
