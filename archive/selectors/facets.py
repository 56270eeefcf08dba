"""Narrowing a list of films by year, category, tag and prize."""

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from ..models import Film
from ..models.querysets import is_told

# The most frequent values of a facet that are offered.
MOST_VALUES = 30


@dataclass
class Value:
    """One choice of a facet: what it is called, how many films it leaves, and its address."""

    name: str
    count: int
    query: str
    is_chosen: bool = False


@dataclass
class Facet:
    """A way to narrow the list. `chosen` is the value in the address, empty if there is none."""

    name: str
    label: str
    column: str
    title: str
    # What else must be true where the column is looked up.
    within: Q = field(default_factory=Q)
    chosen: str = ""
    values: list[Value] = field(default_factory=list)


def film_facets(films: QuerySet[Film], query: QueryDict) -> tuple[list[Facet], QuerySet[Film]]:
    """The facets of these films, and the films that `query` leaves.

    Each value says how many films it leaves together with the other facets' choices. Raises
    Http404 for a year that is none.
    """
    facets = [
        Facet("year", _("Year"), "year", "year"),
        Facet("category", _("Category"), "categories__slug", "categories__name"),
        Facet("tag", _("Tag"), "tagged_items__tag__slug", "tagged_items__tag__name"),
        Facet(
            "award",
            _("Prize"),
            "nominations__award__slug",
            "nominations__award__name",
            is_told("nominations__evidence__"),
        ),
    ]
    for facet in facets:
        facet.chosen = query.get(facet.name, "")[:200].replace("\x00", "")
    if year := facets[0].chosen:
        if not year.isdecimal():
            raise Http404(_("This is not a year."))
        facets[0].chosen = str(int(year))
    for facet in facets:
        others = _narrow(films, [other for other in facets if other is not facet])
        facet.values = _values(others, facet, query)
    return facets, _narrow(films, facets)


def _narrow(films: QuerySet[Film], facets: list[Facet]) -> QuerySet[Film]:
    for facet in facets:
        if facet.chosen:
            films = films.filter(facet.within, **{facet.column: facet.chosen})
    return films.distinct()


def _values(films: QuerySet[Film], facet: Facet, query: QueryDict) -> list[Value]:
    """The values of a facet among these films, the most frequent ones."""
    counted = (
        films.model.objects.filter(facet.within, pk__in=films.order_by().values("pk"))
        .exclude(**{f"{facet.column}__isnull": True})
        .order_by()
        .values_list(facet.column, facet.title)
        .annotate(count=Count("pk", distinct=True))
        .order_by("-count", facet.title)[:MOST_VALUES]
    )
    values = [
        Value(str(name), count, _query(query, facet, str(value)), str(value) == facet.chosen)
        for value, name, count in counted
    ]
    if facet.chosen and not any(value.is_chosen for value in values):
        # A choice that leaves nothing must still be there to be given up.
        values.insert(0, Value(facet.chosen, 0, _query(query, facet, facet.chosen), True))
    return values


def _query(query: QueryDict, facet: Facet, value: str) -> str:
    """The address that chooses this value, or gives the choice up if it stands already."""
    query = query.copy()
    query.pop("page", None)
    if query.get(facet.name) == value:
        query.pop(facet.name)
    else:
        query[facet.name] = value
    return f"?{query.urlencode()}" if query else "?"
