"""What an editor should know before a post becomes public."""

import re
from html import unescape

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from ..models import Award, Category, Film, Person, Post, Source, Tag

HREF = re.compile(r'<a [^>]*?href="([^"]*)"')

# Names of pages with a slug, and what must exist and be public for them to answer.
PAGES = {
    "post-detail": Post.objects.published,
    "film-detail": Film.objects.published,
    "tag-detail": Tag.objects.published,
    "category-detail": Category.objects.published,
    "person-detail": Person.objects.published,
    "award-detail": Award.objects.published,
    "source-detail": Source.objects.published,
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
    """Whether a page of the archive answers at this path."""
    path = re.split(r"[?#]", path)[0]
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name in PAGES and "slug" in match.kwargs:
        return PAGES[match.url_name]().filter(slug=match.kwargs["slug"]).exists()
    return True
