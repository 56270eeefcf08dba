"""Statistics that a page shows beside a discussion, in one query."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from ..models import Comment, Discussion, Rating
from ..models.rating import FEWEST_FOR_AVERAGE, HIGHEST, LOWEST


@dataclass
class Statistics:
    """`ratings`: pairs of a value, from the highest down, and how many people gave it.

    Empty while there are too few for an average. `answers`: how many comments each passage has.
    """

    ratings: list[tuple[int, int]] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)


def statistics(
    discussion: Discussion, rated: Discussion | None = None, *, has_passages: bool = False
) -> Statistics:
    """The statistics of a discussion, and of the ratings of `rated`: one query, or none."""
    found = Statistics()
    parts = []
    if has_passages:
        about = Comment.objects.filter(
            discussion=discussion, status=Comment.Status.PUBLISHED
        ).exclude(passage="")
        parts.append(_counted(about, "answers", F("passage")))
    if rated and rated.rating_count >= FEWEST_FOR_AVERAGE:
        ratings = Rating.objects.counted().filter(discussion=rated)
        parts.append(_counted(ratings, "ratings", Cast("value", CharField())))
    by_value: dict[str, int] = {}
    for kind, key, count in parts[0].union(*parts[1:], all=True) if parts else ():
        (found.answers if kind == "answers" else by_value)[key] = count
    if by_value:
        values = range(HIGHEST, LOWEST - 1, -1)
        found.ratings = [(value, by_value.get(str(value), 0)) for value in values]
    return found


def _counted(rows: QuerySet[Any], kind: str, of: Combinable) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .values(tally=Value(kind), of=of)
        .annotate(count=Count("*"))
        .values_list("tally", "of", "count")
    )
