"""All public pages, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Award, Category, Film, Person, Post, Source, Tag
from .models.posts import archive_address, known_parts

PAGES_A_FILE = 5000


class ArchiveSitemap(Sitemap):
    """Pages in all languages, each naming the others."""

    i18n = True
    alternates = True
    x_default = True
    limit = PAGES_A_FILE


class FixedPages(ArchiveSitemap):
    def items(self):
        return [
            "home",
            "post-list",
            "post-years",
            "film-list",
            "person-list",
            "award-list",
            "tag-list",
            "discussion-list",
            "source-list",
            "about",
            "guidelines",
            "privacy",
        ]

    def location(self, name):
        return reverse(f"archive:{name}")


class PostPages(ArchiveSitemap):
    def items(self):
        return Post.objects.published().only("slug", "published_at").order_by("pk")


class FilmPages(ArchiveSitemap):
    def items(self):
        return Film.objects.published().only("slug", "published_at").order_by("pk")


class DatePages(ArchiveSitemap):
    """The archives by date: a page for each year, month and day that a post is dated to."""

    def items(self):
        dated = Post.objects.published().dated().order_by()
        dates = dated.values_list("dated_on", "date_precision").distinct()
        pages = set()
        for day, precision in dates:
            parts = known_parts(day, precision)
            pages.update(parts[:length] for length in range(1, len(parts) + 1))
        return sorted(pages)

    def location(self, parts):
        return archive_address(*parts)


def pages_of(model):
    """A sitemap of the public pages of a model."""

    class Pages(ArchiveSitemap):
        def items(self):
            return model.objects.published().only("slug").order_by("pk")

    return Pages


SITEMAPS = {
    "pages": FixedPages,
    "posts": PostPages,
    "dates": DatePages,
    "films": FilmPages,
    "people": pages_of(Person),
    "awards": pages_of(Award),
    "tags": pages_of(Tag),
    "categories": pages_of(Category),
    "sources": pages_of(Source),
}
