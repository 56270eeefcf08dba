"""All public pages, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Award, Category, Film, Person, Post, Source, Tag

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


def pages_of(model):
    """A sitemap of the pages of a model whose rows are all public."""

    class Pages(ArchiveSitemap):
        def items(self):
            return model.objects.only("slug").order_by("pk")

    return Pages


SITEMAPS = {
    "pages": FixedPages,
    "posts": PostPages,
    "films": FilmPages,
    "people": pages_of(Person),
    "awards": pages_of(Award),
    "tags": pages_of(Tag),
    "categories": pages_of(Category),
    "sources": pages_of(Source),
}
