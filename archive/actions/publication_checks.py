"""What an editor should know before a post becomes public."""

import re
from collections.abc import Callable
from html import unescape

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from ..models import Award, Category, Film, Person, Post, Source, Tag
from ..models.querysets import PublicationQuerySet, VisibleQuerySet

HREF = re.compile(r'<a [^>]*?href="([^"]*)"')

# Names of pages with a slug, and where what they are about is looked up.
PAGES: dict[str, Callable[..., VisibleQuerySet]] = {
    "post-detail": Post.objects.filter,
    "film-detail": Film.objects.filter,
    "tag-detail": Tag.objects.filter,
    "category-detail": Category.objects.filter,
    "person-detail": Person.objects.filter,
    "award-detail": Award.objects.filter,
    "source-detail": Source.objects.filter,
}


def problems(post: Post) -> list[str]:
    """Sentences about what is missing from a post that is to be published, maybe none.

    Looks at the post itself; pictures without alternative text are found by their own form.
    """
    found = []
    if post.is_archived and not (post.pk and post.appearances.exists()):
        found.append(_("It is archived, but no capture is named as its source."))
    if not post.is_archived and not post.byline:
        found.append(_("It has no byline: nobody can see who wrote it."))
    for path in dead_paths(post.body):
        found.append(_("A link leads nowhere inside the archive: %(path)s") % {"path": path})
    return found


def dead_paths(html: str) -> list[str]:
    """The links in this HTML that lead to no page of the archive."""
    paths = {}
    for href in map(unescape, HREF.findall(html)):
        path = href.removeprefix(settings.SITE_URL)
        if path.startswith("/") and not path.startswith("//") and not leads_somewhere(path):
            paths[path] = True
    return list(paths)


def leads_somewhere(path: str) -> bool:
    """Whether a page of the archive answers at this path, in whichever language it is."""
    try:
        things = _things_at(path)
    except Resolver404:
        return False
    return things is None or things.published().exists()


def is_hidden(path: str) -> bool:
    """Whether something is at this path that nobody may know of yet: not even as withdrawn."""
    try:
        things = _things_at(path)
    except Resolver404:
        return False
    if things is None or things.published().exists():
        return False
    is_withdrawn = isinstance(things, PublicationQuerySet) and things.withdrawn().exists()
    return things.exists() and not is_withdrawn


def _things_at(path: str) -> VisibleQuerySet | None:
    """What the page at this path is about, public or not; None for a page that is always there.

    Raises Resolver404 for a path that is none. The language of the path decides, not that of
    whoever asks.
    """
    path = re.split(r"[?#]", path)[0]
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        match = resolve(path)
    if match.url_name in PAGES and "slug" in match.kwargs:
        return PAGES[match.url_name](slug=match.kwargs["slug"])
    return None
