"""Whatever breaks between a write and the version of the pages that show it: neither is there."""

from itertools import count

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from taggit.managers import TaggableManager

from archive.models import (
    Award,
    Capture,
    Category,
    CommentAppearance,
    Credit,
    Evidence,
    Figure,
    Film,
    FilmVideo,
    Nomination,
    OutsideLink,
    Person,
    Post,
    PostAppearance,
    PostVideo,
    Redirect,
    Release,
    Source,
    Tag,
    TaggedFilm,
    TaggedPost,
    Video,
    page_versions,
)
from archive.page_cache.receivers import UNSHOWN
from comments.models import Discussion
from tests.comments.factories import make_comment

from ..factories import make_film, make_post

pytestmark = pytest.mark.django_db(transaction=True)
numbers = count(1)

# A new row of each table that pages show, on which nothing else hangs yet.
MAKERS = {
    Award: lambda n: Award(name=n, slug=n),
    Capture: lambda n: Capture(source=make(Source), kind="post", title=n, sha256=n),
    Category: lambda n: Category(name=n, slug=n),
    CommentAppearance: lambda n: CommentAppearance(
        capture=make(Capture), comment=make_comment(make_post().discussion)
    ),
    Credit: lambda n: Credit(film=make_film(), person=make(Person), role="director"),
    Evidence: lambda n: Evidence(nomination=make(Nomination), post=make_post()),
    Figure: lambda n: Figure(post=make_post(), name=n),
    Film: lambda n: Film(title=n, slug=n),
    FilmVideo: lambda n: FilmVideo(film=make_film(), video=make(Video)),
    Nomination: lambda n: Nomination(award=make(Award), outcome="won"),
    OutsideLink: lambda n: OutsideLink(url=f"https://elsewhere.example/{n}"),
    Person: lambda n: Person(name=n, slug=n),
    Post: lambda n: Post(title=n, slug=n, sort_at=timezone.now()),
    PostAppearance: lambda n: PostAppearance(capture=make(Capture), post=make_post()),
    PostVideo: lambda n: PostVideo(post=make_post(), video=make(Video)),
    Redirect: lambda n: Redirect(path=f"/{n}/", target="/"),
    Release: lambda n: Release(film=make_film(), date_precision="none"),
    Source: lambda n: Source(name=n, slug=n),
    Tag: lambda n: Tag(name=n, slug=n),
    TaggedFilm: lambda n: TaggedFilm(tag=make(Tag), content_object=make_film()),
    TaggedPost: lambda n: TaggedPost(tag=make(Tag), content_object=make_post()),
    Video: lambda n: Video(provider="youtube", provider_id=n),
}


def new(model):
    return MAKERS[model](f"n{next(numbers)}")


def make(model):
    row = new(model)
    row.save()
    return row


def change(row):
    """Let the first column that can say something else do so; returns its name and its value."""
    for kinds in ((models.CharField, models.TextField), models.IntegerField, models.ForeignKey):
        for field in row._meta.concrete_fields:
            free = not (field.choices or field.primary_key or isinstance(field, models.SlugField))
            if free and isinstance(field, kinds):
                value = getattr(row, field.name)
                other = make(type(value)) if isinstance(value, models.Model) else f"{value or 1}1"
                setattr(row, field.name, other)
                return {field.name: other}
    raise AssertionError(f"nothing to change in {row!r}")


def update(model):
    row = make(model)
    return lambda: model.objects.filter(pk=row.pk).update(**change(row))


def bulk_update(model):
    row = make(model)
    changed = list(change(row))
    return lambda: model.objects.bulk_update([row], changed)


def save(model):
    row = make(model)
    change(row)
    return row.save


def save_new(model):
    return new(model).save


def delete(model):
    return make(model).delete


def delete_in_bulk(model):
    row = make(model)
    return lambda: model.objects.filter(pk=row.pk).delete()


def create_in_bulk(model):
    row = new(model)
    for name in getattr(model, "DISCUSSIONS", ()):
        setattr(row, name, Discussion.objects.create(style="soundoff"))
    return lambda: model.objects.bulk_create([row])


@pytest.fixture
def die_before_the_version(monkeypatch):
    """A function that acts, and ends where the version would be bumped."""

    class Killed(BaseException):
        pass

    def kill(*names):
        raise Killed

    def act(doing):
        with monkeypatch.context() as patched:
            patched.setattr(page_versions, "bump", kill)
            with pytest.raises(Killed):
                doing()

    return act


def everything():
    """All that is in the archive’s tables."""
    tables = apps.get_app_config("archive").get_models(include_auto_created=True)
    return {table: list(table._base_manager.order_by("pk").values()) for table in tables}


def test_every_table_that_pages_show_is_tried():
    tables = set(apps.get_app_config("archive").get_models())
    assert tables - set(UNSHOWN) == set(MAKERS)


@pytest.mark.parametrize(
    "prepare", [save, save_new, update, bulk_update, delete, delete_in_bulk, create_in_bulk]
)
def test_no_row_is_written_without_its_version(prepare, die_before_the_version):
    for model in MAKERS:
        doing = prepare(model)
        before = everything()
        die_before_the_version(doing)
        assert everything() == before, f"{prepare.__name__} of {model.__name__}"


def pairs():
    """Managers of many-to-many relations, from both their ends, and a row for the other end."""
    for model in MAKERS:
        for field in model._meta.many_to_many:
            here, there = make(model), make(field.related_model)
            yield getattr(here, field.name), there
            # What is tagged is not reached by managers from the tag.
            if not isinstance(field, TaggableManager):
                yield getattr(there, field.remote_field.get_accessor_name()), here


TIES = {
    "add": lambda ties, other: ties.add(other),
    "set": lambda ties, other: ties.set([other]),
    "remove": lambda ties, other: ties.remove(other),
    "clear": lambda ties, other: ties.clear(),
    "set to nothing": lambda ties, other: ties.set([]),
}


@pytest.mark.parametrize("how", TIES)
def test_nothing_is_tied_or_untied_without_its_version(how, die_before_the_version):
    for ties, other in pairs():
        if how not in ("add", "set"):
            ties.add(other)
        before = everything()
        die_before_the_version(lambda: TIES[how](ties, other))  # noqa: B023
        assert everything() == before, f"{how} by {ties!r}"
