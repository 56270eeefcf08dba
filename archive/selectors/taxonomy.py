"""What a post or a film is filed under."""

from dataclasses import dataclass, field

from django.db.models import Model, QuerySet, Value

from ..models import Category, Film, Post, Tag

Term = Category | Tag | Film
# For each kind of term, its model, the way back from there, and its field with the name.
Relation = tuple[type[Term], str, str]
RELATIONS: dict[type[Model], dict[str, Relation]] = {
    Post: {
        "categories": (Category, "posts", "name"),
        "tags": (Tag, "tagged_posts__content_object", "name"),
        "films": (Film, "posts", "title"),
    },
    Film: {
        "categories": (Category, "films", "name"),
        "tags": (Tag, "tagged_films__content_object", "name"),
    },
}


@dataclass(frozen=True)
class Terms:
    """What one thing is filed under, each kind by name. No term has more than name and address.

    `films` are the published films that a post speaks of.
    """

    categories: list[Category] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    films: list[Film] = field(default_factory=list)


def terms_of(thing: Post | Film) -> Terms:
    """The terms of a post or a film: one query, where `prefetch_related` takes one for each."""
    relations = RELATIONS[type(thing)]
    parts = [_part(thing, kind, relation) for kind, relation in relations.items()]
    found = Terms()
    rows = parts[0].union(*parts[1:], all=True)
    for kind, pk, name, slug in sorted(rows, key=lambda row: row[2].casefold()):
        model, _way_back, name_field = relations[kind]
        getattr(found, kind).append(model(**{"pk": pk, "slug": slug, name_field: name}))
    return found


def _part(thing: Post | Film, kind: str, relation: Relation) -> QuerySet[Model, tuple]:
    """One SELECT of the union."""
    model, way_back, name_field = relation
    shown = Film.objects.published() if model is Film else model.objects.all()
    found = shown.filter(**{way_back: thing}).order_by()
    return found.values_list(Value(kind), "pk", name_field, "slug")
