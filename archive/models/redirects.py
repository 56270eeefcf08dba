"""Addresses that things had before."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .querysets import ArchiveQuerySet
from .shown import Shown


class RedirectQuerySet(ArchiveQuerySet):
    def remember(self, old, new):
        """Let `old` lead to `new`, and with it whatever led to `old` before."""
        if old == new:
            return
        self.filter(path=new).delete()
        self.filter(target=old).update(target=new)
        self.update_or_create(path=old, defaults={"target": new})

    def remember_as_gone(self, path):
        """Let `path`, which led to something that was deleted, say that it is gone."""
        self.get_or_create(path=path, defaults={"target": ""})

    def leading_from(self, path):
        """The redirect from `path`, as a reader asked for it; None also if it leads back there."""
        found = self.filter(path=_without_language(path)).exclude(target="").first()
        return found if found and not self.is_circle(found.path, found.target) else None

    def is_circle(self, path, target):
        """Whether `path` would lead to itself by `target`, at once or by other redirects."""
        passed = {path}
        while target and target not in passed:
            passed.add(target)
            target = self.filter(path=target).values_list("target", flat=True).first()
        return bool(target)

    def is_gone(self, path):
        """Whether what stood at `path`, as a reader asked for it, was deleted."""
        return self.filter(path=_without_language(path), target="").exists()


def _language_prefix():
    """What paths begin with in the language being spoken."""
    language = get_language()
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


def _without_language(path):
    """A path as it is kept: in no language, not too long, and nothing that no database takes."""
    longest = Redirect._meta.get_field("path").max_length
    return path.removeprefix(_language_prefix())[:longest].replace("\x00", "")


class Redirect(Shown):
    """A path (without a language prefix, with its query if it had one) and where it leads now.

    Nowhere, if what stood there was deleted.
    """

    path = models.CharField(
        _("old address"), max_length=500, unique=True, help_text=_("For example /?p=123")
    )
    target = models.CharField(
        _("leads to"),
        max_length=500,
        blank=True,
        db_index=True,
        help_text=_("Empty: what stood there is gone for good."),
    )

    objects = RedirectQuerySet.as_manager()

    class Meta:
        db_table = "archive_oldaddress"
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path", "pk"]

    def __str__(self):
        return self.path

    def clean(self):
        super().clean()
        if Redirect.objects.exclude(pk=self.pk).is_circle(self.path, self.target):
            raise ValidationError({"target": _("By this the old address would lead to itself.")})

    @property
    def localized_target(self):
        """Where it leads in the language being spoken."""
        return f"{_language_prefix()}{self.target}"
