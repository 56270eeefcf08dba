"""Pages of lists that are too long to count each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

# Nobody turns this many pages by hand, and each further one costs the database more.
LAST_PAGE = 200

Row = TypeVar("Row", bound=Model)


@dataclass
class UncountedPage(Generic[Row]):
    """A page that knows only whether more follows; for the same templates as Django's pages."""

    object_list: list[Row]
    number: int
    has_next: bool

    def __iter__(self) -> Iterator[Row]:
        return iter(self.object_list)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_next or self.has_previous

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1


def uncounted_page(things: QuerySet[Row], number: str | None, size: int) -> UncountedPage[Row]:
    """Page `number`, as it stands in the address; None is the first.

    Raises Http404 for a number that is none, or that is past the end.
    """
    number = number or "1"
    if not number.isdecimal() or not 1 <= int(number) <= LAST_PAGE:
        raise Http404(_("There is no such page."))
    place = int(number)
    start = (place - 1) * size
    found = list(things[start : start + size + 1])
    if start and not found:
        raise Http404(_("The list is not that long."))
    return UncountedPage(found[:size], place, len(found) > size and place < LAST_PAGE)
