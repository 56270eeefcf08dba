"""What stands elsewhere and may go away, and the pictures that stand here."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .. import rich_text
from .querysets import CheckedQuerySet
from .shown import Shown


class Checked(models.Model):
    """Something at another site whose state is known as of the last check."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("not checked yet")
        ALIVE = "alive", _("there")
        PRIVATE = "private", _("private")
        DEAD = "dead", _("gone")

    # What readers get as text with the reason, instead of a link or a player.
    OUT_OF_REACH = (State.PRIVATE, State.DEAD)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNCHECKED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    checked_by = models.CharField(
        _("checked by"), max_length=150, blank=True, help_text=_("A person, or the command.")
    )
    alternate_url = models.URLField(
        _("alternate"), blank=True, help_text=_("Another address of the same, if there is one.")
    )

    class Meta:
        abstract = True

    @property
    def is_out_of_reach(self):
        return self.state in self.OUT_OF_REACH


class OutsideLinkQuerySet(CheckedQuerySet):
    @transaction.atomic
    def synchronise(self, thing, html):
        """Tie the outside addresses in `html` to the post or film it is of, let others go.

        A part of saving it: its row is written and held.
        """
        urls = outside_urls(html)
        known = self.filter(url__in=urls)
        missing = set(urls) - set(known.values_list("url", flat=True))
        if missing:
            made = [self.model(url=url) for url in sorted(missing)]
            self.bulk_create(made, ignore_conflicts=True)
        thing.outside_links.set(known.all())
        thing.dead_links = dead_links(thing.outside_links.out_of_reach())
        type(thing).objects.filter(pk=thing.pk).update(dead_links=thing.dead_links)

    synchronise.alters_data = True


def outside_urls(html):
    """The addresses at other sites that cleaned `html` links to, each once."""
    return [url for url in rich_text.link_urls(html) if _is_outside(url)]


def _is_outside(url):
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # it only looks like an address
        return False
    is_of_web = parts.scheme in ("http", "https") and host
    fits = len(url) <= OutsideLink._meta.get_field("url").max_length
    return bool(is_of_web and fits and host != urlsplit(settings.SITE_URL).hostname)


def dead_links(links):
    """What a post or film keeps of those links in its text that are out of reach."""
    return {link.url: {"reason": link.reason, "alternate": link.alternate_url} for link in links}


class OutsideLink(Shown, Checked):
    """An address outside the archive that a post or a synopsis links to."""

    url = models.URLField(_("address"), max_length=1000, unique=True)
    posts = models.ManyToManyField("archive.Post", blank=True, related_name="outside_links")
    films = models.ManyToManyField("archive.Film", blank=True, related_name="outside_links")

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside link")
        verbose_name_plural = _("outside links")
        ordering = ["url"]
        indexes = [models.Index(fields=["state", "checked_at"], name="link_by_state")]

    def __str__(self):
        return self.url


class Pictured(models.Model):
    """Something with a picture, kept without its metadata and in a few widths."""

    image = models.ImageField(
        _("picture"),
        upload_to="pictures/",
        blank=True,
        width_field="width",
        height_field="height",
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    # The widths in pixels of the smaller files beside the picture.
    sizes = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        abstract = True
