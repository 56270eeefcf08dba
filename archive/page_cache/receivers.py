"""What moves the versions of kept pages: every write to what pages show."""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save

from comments.periodic_tasks import TASKS
from comments.signals import comment_changed

from ..accounts.signals import profile_changed
from ..models import (
    Film,
    Follow,
    PageBump,
    PageVersion,
    Post,
    PostRevision,
    Redirect,
    Tag,
    TaggedFilm,
    TaggedPost,
    page_versions,
)
from ..models.base import Addressed, was_public

# What no page shows to a reader without an account.
UNSHOWN = (PageBump, PageVersion, Follow, PostRevision)


def connect() -> None:
    """Listen to the archive's models, to accounts, and to the discussion engine."""
    models = [
        model
        for model in apps.get_app_config("archive").get_models(include_auto_created=True)
        if model not in UNSHOWN
    ]
    for model in models:
        post_save.connect(content_changed, sender=model)
        post_delete.connect(content_changed, sender=model)
        m2m_changed.connect(content_changed, sender=model)
    profile_changed.connect(content_changed)
    post_delete.connect(content_changed, sender=get_user_model())
    for model in (TaggedPost, TaggedFilm):
        post_save.connect(tagging_changed, sender=model)
        post_delete.connect(tagging_changed, sender=model)
        m2m_changed.connect(tags_changed, sender=model)
    for model in (Post, Film):
        post_save.connect(tagged_thing_saved, sender=model)
    for model in filter(lambda model: issubclass(model, Addressed), models):
        post_delete.connect(page_deleted, sender=model)
    comment_changed.connect(discussion_changed)
    TASKS.append(page_versions.fold)
    post_migrate.connect(make_cache_table, sender=apps.get_app_config("archive"))


def content_changed(raw: bool = False, **kwargs: Any) -> None:
    """Something an editor wrote is different now, or what is shown of a person.

    Loading fixtures moves the versions once, at its end.
    """
    if not raw:
        page_versions.bump(page_versions.CONTENT)


def tagging_changed(instance: TaggedPost | TaggedFilm, raw: bool = False, **kwargs: Any) -> None:
    """Something was tagged or is not tagged any more: count the tag anew."""
    if not raw:
        Tag.objects.filter(pk=instance.tag_id).recount()


def tags_changed(pk_set: set[int] | None, **kwargs: Any) -> None:
    """The same for several at once. Where all are taken away none is named: each row tells."""
    Tag.objects.filter(pk__in=pk_set or ()).recount()


def tagged_thing_saved(instance: Post | Film, raw: bool, created: bool, **kwargs: Any) -> None:
    """A post or film may have become public, or not be it any more."""
    if not raw and not created:
        Tag.objects.filter(pk__in=instance.tags.values("pk")).recount()


def page_deleted(instance: Addressed, **kwargs: Any) -> None:
    """What had a page that readers saw answers from now on that it is gone."""
    if getattr(instance, "status", "") != "draft" and was_public(instance):
        Redirect.objects.remember_as_gone(instance.path)


def discussion_changed(**kwargs: Any) -> None:
    page_versions.bump(page_versions.DISCUSSIONS)


def make_cache_table(using: str, **kwargs: Any) -> None:
    """The shared cache in the database needs its table; nothing happens where it has it."""
    call_command("createcachetable", database=using, verbosity=0)
