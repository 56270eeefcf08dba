"""Which writes make a page outdated."""

from django.http import HttpRequest

from comments.models import Discussion

from ..models import page_versions


class VersionedRequest(HttpRequest):
    """What a request is while a page is made that may be kept."""

    page_versions: dict[str, int]


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
