"""What posts and films are filed under."""

from collections import Counter

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from .base import Addressed
from .querysets import ArchiveQuerySet, VisibleQuerySet, is_public
from .shown import Shown


class TermQuerySet(VisibleQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class CategoryQuerySet(TermQuerySet):
    def published(self):
        """Categories under which something public is filed."""
        posts = self.model.posts.through.objects.filter(is_public("post__"))
        films = self.model.films.through.objects.filter(is_public("film__"))
        return self.filter(
            Exists(posts.filter(category=OuterRef("pk")))
            | Exists(films.filter(category=OuterRef("pk")))
        )


class Category(Addressed):
    """A drawer of the archive: “Filed under”."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archive:category-detail", args=[self.slug])

    def natural_key(self):
        return (self.slug,)


class TagQuerySet(TermQuerySet):
    def published(self):
        """Tags that something public has."""
        return self.filter(_of_public(TaggedPost) | _of_public(TaggedFilm))

    def in_use(self):
        """Tags of published posts or films, also of scheduled ones, the frequent ones first."""
        return self.filter(uses__gt=0).order_by("-uses", "name", "pk")

    def scheduled_uses(self):
        """How many of the `uses` are by what is not public yet, by the keys of the tags.

        Asked of the scheduled things, which are few, instead of counting anew what has a tag.
        """
        posts, films = (
            through.objects.filter(content_object__in=model.objects.scheduled())
            .order_by()
            .values_list("tag")
            .annotate(uses=Count("pk"))
            for through in (TaggedPost, TaggedFilm)
            for model in [through.content_object.field.related_model]
        )
        found = Counter()
        for tag, uses in posts.union(films, all=True):
            found[tag] += uses
        return found

    def recount(self):
        """Set `uses` of these tags from what is tagged with them."""
        posts, films = (
            Coalesce(
                Subquery(
                    through.objects.filter(tag=OuterRef("pk"), content_object__status="published")
                    .order_by()
                    .values("tag")
                    .annotate(uses=Count("pk"))
                    .values("uses")
                ),
                0,
            )
            for through in (TaggedPost, TaggedFilm)
        )
        return self.update(uses=posts + films)


def _of_public(through):
    """Condition of a tag: something public has it."""
    return Exists(through.objects.filter(is_public("content_object__"), tag=OuterRef("pk")))


class Tag(Addressed, TagBase):
    """A word that ties posts and films together: “Tag Archives”."""

    # How many published posts and films have it, scheduled ones too: those become public by
    # themselves. Written by `recount` alone.
    uses = models.PositiveIntegerField(_("uses"), default=0, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["-uses", "name", "id"], name="tag_by_use")]

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("archive:tag-detail", args=[self.slug])


class TaggingQuerySet(ArchiveQuerySet):
    def get_by_natural_key(self, tag, thing):
        return self.get(tag=tag, content_object=thing)


class TaggedPost(Shown, ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_posts")
    content_object = models.ForeignKey("archive.Post", models.CASCADE, related_name="tagged_items")

    natural_key_fields = ["tag_id", "content_object_id"]

    objects = TaggingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="post_tagged_once")
        ]


class TaggedFilm(Shown, ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_films")
    content_object = models.ForeignKey("archive.Film", models.CASCADE, related_name="tagged_items")

    natural_key_fields = ["tag_id", "content_object_id"]

    objects = TaggingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="film_tagged_once")
        ]
