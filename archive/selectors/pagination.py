"""Pages of lists that are too long to count each time."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

# Nobody turns this many pages by hand, and each further one costs the database more.
LAST_PAGE = 200


@dataclass
class UncountedPage:
    """A page that knows only whether more follows; for the same templates as Django's pages."""

    object_list: list
    number: int
    has_next: bool

    def __iter__(self):
        return iter(self.object_list)

    @property
    def has_previous(self):
        return self.number > 1

    @property
    def has_other_pages(self):
        return self.has_next or self.has_previous

    @property
    def next_page_number(self):
        return self.number + 1

    @property
    def previous_page_number(self):
        return self.number - 1


def uncounted_page(things, number, size):
    """Page `number` (as it stands in the address, None for the first) of a queryset.

    Raises Http404 for a number that is none, or that is past the end.
    """
    number = number or "1"
    if not number.isdecimal() or not 1 <= int(number) <= LAST_PAGE:
        raise Http404(_("There is no such page."))
    number = int(number)
    start = (number - 1) * size
    found = list(things[start : start + size + 1])
    if start and not found:
        raise Http404(_("The list is not that long."))
    return UncountedPage(found[:size], number, len(found) > size and number < LAST_PAGE)
