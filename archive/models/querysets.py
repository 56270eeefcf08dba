"""How the archive's rows are asked for."""

from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from . import page_versions


def is_public(prefix=""):
    """Condition: the post or film at the end of `prefix` may be seen by anybody now."""
    return Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": timezone.now()})


def is_told(prefix=""):
    """Condition: the evidence at the end of `prefix` is a public post or a captured page."""
    return Q(**{f"{prefix}capture__isnull": False}) | is_public(f"{prefix}post__")


class NaturalKeyMixin:
    def get_by_natural_key(self, key):
        return self.get(key=key)


class ArchiveQuerySet(NaturalKeyMixin, models.QuerySet):
    """Rows that pages show.

    A write in bulk sends no signals: it bumps the pages' version itself, in its transaction.
    """

    def update(self, **kwargs):
        with transaction.atomic(savepoint=False):
            changed = super().update(**kwargs)
            page_versions.bump(page_versions.CONTENT)
        return changed

    def bulk_create(self, *args, **kwargs):
        with transaction.atomic(savepoint=False):
            made = super().bulk_create(*args, **kwargs)
            page_versions.bump(page_versions.CONTENT)
        return made

    update.alters_data = True
    bulk_create.alters_data = True


def joined(*related, rows=ArchiveQuerySet):
    """A manager for rows that are never read without what they point at.

    A class for each: Django makes related managers by calling the class without arguments.
    """

    class JoinedManager(models.Manager.from_queryset(rows)):
        def get_queryset(self):
            return super().get_queryset().select_related(*related)

    return JoinedManager()


class CheckedQuerySet(ArchiveQuerySet):
    """Videos and outside links, whose state is known as of the last check."""

    def in_use(self):
        """Those that stand in a post or belong to a film."""
        used = self.model.objects.filter(Q(posts__isnull=False) | Q(films__isnull=False))
        return self.filter(pk__in=used.order_by().values("pk"))

    def out_of_reach(self):
        return self.filter(state__in=self.model.OUT_OF_REACH)

    def to_ask(self, by):
        """Those in use about which `by`, the command, may ask.

        What a person marked as gone stays so until a person says otherwise: at a lost address
        there is often something, but something else.
        """
        return self.in_use().filter(~Q(state__in=self.model.OUT_OF_REACH) | Q(checked_by=by))


class VisibleQuerySet(ArchiveQuerySet):
    """Things that not everybody may see.

    A post or a film is public by itself. Everything else is known by them: a tag, a person, a
    prize is as public as something that has it.
    """

    def published(self):
        """What anybody may see now."""
        raise NotImplementedError

    def visible_to(self, user):
        """What this user may see: editors see everything."""
        meta = self.model._meta
        if user.is_staff and user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
            return self.all()
        return self.published()


class PublicationQuerySet(VisibleQuerySet):
    """Things that are drafted, published (perhaps at a later moment) and withdrawn."""

    def published(self):
        """What anybody may see now; a scheduled one is among them once its moment has come."""
        return self.filter(is_public())

    def withdrawn(self):
        """What was public and was taken away."""
        return self.filter(status="withdrawn", published_at__lte=timezone.now())

    def scheduled(self):
        """What becomes public by itself."""
        return self.filter(status="published", published_at__gt=timezone.now())


class PostQuerySet(PublicationQuerySet):
    def for_page(self):
        """With what a post's own page needs, besides its terms."""
        return self.for_reading().prefetch_related("appearances")

    def years_with_counts(self):
        """Pairs of a year and how many of these posts are dated to it, the newest year first."""
        years = self.order_by().values_list("dated_on__year").annotate(Count("pk"))
        return years.order_by("-dated_on__year")

    def dated(self):
        """With a date that a reader is shown: for date archives and feeds."""
        return self.filter(dated_on__isnull=False)

    def newest_first(self):
        return self.order_by("-sort_at", "position", "-pk")

    def for_listing(self):
        """With what a line in a list shows."""
        return self.select_related("discussion")

    def for_reading(self):
        """With what a post shown in full needs, whatever the number of posts."""
        evidence = self.model.evidence.rel.related_model.objects
        return self.for_listing().prefetch_related(
            "figures",
            "post_videos",
            Prefetch("evidence", evidence.of_public_prizes()),
            "evidence__nomination__people",
        )

    def in_order_of(self, tag):
        """The posts with this tag: later ones first, then the captured ones as captured.

        A tag page of a source is itself captured; the places on it are the order that its
        readers knew.
        """
        appearances = self.model.appearances.rel.related_model.objects
        place = appearances.filter(post=OuterRef("pk"), capture__tag=tag).order_by("position")
        return (
            self.filter(tags=tag)
            .alias(place=Subquery(place.values("position")[:1]))
            .order_by(F("place").asc(nulls_first=True), "-sort_at", "-pk")
        )


class FilmQuerySet(PublicationQuerySet):
    def by_title(self):
        return self.order_by("sort_title", "pk")

    def for_reading(self):
        """With what a film's own page needs, besides its terms."""
        return self.select_related("discussion", "reviews", "capture__source").prefetch_related(
            "releases", "credits", "film_videos"
        )


class PersonQuerySet(VisibleQuerySet):
    def published(self):
        """People with a credit of a public film, or with a prize that is public."""
        credits = self.model.credits.rel.related_model.objects.filter(is_public("film__"))
        nominations = self.model.nominations.rel.related_model.objects.published()
        return self.filter(
            Exists(credits.filter(person=OuterRef("pk")))
            | Exists(nominations.filter(people=OuterRef("pk")))
        )


class AwardQuerySet(VisibleQuerySet):
    def published(self):
        """Prizes with a result that is public."""
        nominations = self.model.nominations.rel.related_model.objects.published()
        return self.filter(Exists(nominations.filter(award=OuterRef("pk"))))


class EvidenceQuerySet(VisibleQuerySet):
    def published(self):
        """What a reader may be pointed at."""
        return self.filter(is_told())

    def of_public_prizes(self):
        """Of nominations without a film, or of a public one."""
        return self.filter(Q(nomination__film=None) | is_public("nomination__film__"))


class NominationQuerySet(VisibleQuerySet):
    def published(self):
        """What a public page tells, and of a public film if it is of one.

        A prize that only hidden posts tell of is not announced yet.
        """
        evidence = self.model.evidence.rel.related_model.objects.published()
        told = Exists(evidence.filter(nomination=OuterRef("pk")))
        return self.filter(Q(film=None) | is_public("film__"), told)

    def for_display(self, *related):
        """With the prize, newest first, those without a year last."""
        return self.select_related("award", *related).order_by(
            F("given_on").desc(nulls_last=True), "award__name", "category", "pk"
        )


class SourceQuerySet(VisibleQuerySet):
    def published(self):
        """Sites with a captured page that is public."""
        captures = self.model.captures.rel.related_model.objects.published()
        return self.filter(Exists(captures.filter(source=OuterRef("pk"))))


class CaptureQuerySet(VisibleQuerySet):
    def published(self):
        """Captured pages of which something public came, or that tell of a public prize."""
        posts = self.model.postappearance_set.rel.related_model.objects.filter(is_public("post__"))
        films = self.model.films.rel.related_model.objects.published()
        evidence = self.model.evidence.rel.related_model.objects.of_public_prizes()
        return self.filter(
            Exists(posts.filter(capture=OuterRef("pk")))
            | Exists(films.filter(capture=OuterRef("pk")))
            | Exists(evidence.filter(capture=OuterRef("pk")))
        )

    def with_holdings(self):
        """With how many public posts and comments the archive holds of each captured page."""
        return self.annotate(
            post_count=Count(
                "postappearance", filter=is_public("postappearance__post__"), distinct=True
            ),
            archived_comment_count=Count("commentappearance", distinct=True),
        ).order_by("title", "pk")
