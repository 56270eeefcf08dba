"""What moves the versions of kept pages: every write to what pages show."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save

from comments.signals import comment_changed

from ..accounts.signals import profile_changed
from ..models import Film, Follow, Post, Redirect, Tag, TaggedFilm, TaggedPost, page_versions
from ..models.base import Addressed

# What no page shows to a reader without an account.
UNSHOWN = (page_versions.PageVersion, Follow)


def connect():
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
        m2m_changed.connect(tagging_changed, sender=model)
    for model in (Post, Film):
        post_save.connect(tagged_thing_changed, sender=model)
    for model in filter(lambda model: issubclass(model, Addressed), models):
        post_delete.connect(page_deleted, sender=model)
    comment_changed.connect(discussion_changed)
    post_migrate.connect(make_cache_table, sender=apps.get_app_config("archive"))


def content_changed(sender, raw=False, **kwargs):
    """Something an editor wrote is different now, or what is shown of a person.

    Loading fixtures moves the versions once, at its end.
    """
    if not raw:
        page_versions.bump(page_versions.CONTENT)


def tagging_changed(sender, instance, raw=False, pk_set=None, **kwargs):
    """Something was tagged or is not tagged any more: count the tags anew."""
    if not raw:
        pks = pk_set if pk_set is not None else [getattr(instance, "tag_id", None)]
        Tag.objects.filter(pk__in=pks).recount()


def tagged_thing_changed(sender, instance, raw=False, created=False, **kwargs):
    """A post or film may have become public, or not be it any more."""
    if not raw and not created:
        Tag.objects.filter(pk__in=instance.tags.values("pk")).recount()


def page_deleted(sender, instance, **kwargs):
    """What had a page that readers saw answers from now on that it is gone."""
    if getattr(instance, "status", "") != "draft":
        Redirect.objects.remember_as_gone(instance.path_of(instance.slug))


def discussion_changed(sender, **kwargs):
    page_versions.bump(page_versions.DISCUSSIONS)


def make_cache_table(sender, using, verbosity=1, **kwargs):
    """The shared cache in the database needs its table; nothing happens where it has it."""
    call_command("createcachetable", database=using, verbosity=0)
