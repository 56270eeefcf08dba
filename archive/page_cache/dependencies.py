"""What a page that is made to be kept depends on: on which writes, and on which parameters."""

from collections.abc import Iterable

from django.http import HttpRequest

from comments.models import Discussion

from ..models import page_versions


class VersionedRequest(HttpRequest):
    """What a request is while a page is made that may be kept."""

    page_versions: dict[str, int]
    # What the page was chosen by, as our own links write it.
    chosen_by: list[tuple[str, str]]


def depends_on(request: HttpRequest, *discussions: Discussion) -> None:
    """Keep the page being made under these discussions' versions instead of everybody's.

    For a view whose page shows the comments of no other discussion. Call it with the rows as
    they were read, before their comments are: what is written in between then makes the page
    new the next time.
    """
    made_under = getattr(request, "page_versions", None)
    if made_under is not None:
        made_under.pop(page_versions.DISCUSSIONS, None)
        for discussion in discussions:
            made_under[f"{page_versions.OF_DISCUSSION}{discussion.pk}"] = discussion.version


def chosen_by(request: HttpRequest, parameters: Iterable[tuple[str, str]]) -> None:
    """Say which parameters the page being made was chosen by, with the values it has them for.

    An address whose query is exactly this is kept. One with others, with a page past the end, or
    with a value written in another way, is answered and not kept: anybody can invent those.
    """
    chosen = getattr(request, "chosen_by", None)
    if chosen is not None:
        chosen += parameters


def on_page(request: HttpRequest, number: int) -> None:
    """Say which page of its list the page being made is."""
    if number > 1:
        chosen_by(request, [("page", str(number))])
