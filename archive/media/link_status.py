"""What stands elsewhere, and whether it is still there: the one place that writes it down.

Pages read `dead_links` of a post or a film, which costs them no query; it is made anew from the
rows of OutsideLink whenever a text or a state changes.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_noop

from .. import rich_text
from ..models.media import Checked, OutsideLink

State = Checked.State

# Who the command is in `checked_by`.
COMMAND = "check_media"

# The field with the HTML, for each kind of thing that has links.
TEXTS = {"post": "body", "film": "synopsis"}

# What readers are told where nobody gave a reason.
REASONS = {State.PRIVATE: gettext_noop("private"), State.DEAD: gettext_noop("gone")}

THINGS_A_STATEMENT = 500


@transaction.atomic
def remember_links(thing):
    """Tie the outside addresses in the text of this post or film to it, and let others go.

    A part of saving it: its row is written and held.
    """
    urls = outside_urls(getattr(thing, TEXTS[thing._meta.model_name]))
    known = OutsideLink.objects.filter(url__in=urls)
    missing = set(urls) - set(known.values_list("url", flat=True))
    if missing:
        made = [OutsideLink(url=url) for url in sorted(missing)]
        OutsideLink.objects.bulk_create(made, ignore_conflicts=True)
    thing.outside_links.set(known.all())
    thing.dead_links = _told(thing.outside_links.out_of_reach())
    type(thing).objects.filter(pk=thing.pk).update(dead_links=thing.dead_links)


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


@transaction.atomic
def record(checked, state, reason, by):
    """Write down what somebody, or the command, found out about a video or an outside link.

    Returns whether it was written: not if somebody else wrote since `checked` was read.
    """
    _lock_users(checked)
    found = {
        "state": state,
        "reason": (reason or REASONS.get(state, ""))[:200],
        "checked_at": timezone.now(),
        "checked_by": by,
    }
    unchanged = type(checked).objects.filter(pk=checked.pk, checked_at=checked.checked_at)
    written = bool(unchanged.update(**found))
    if written:
        _set(checked, found)
    # Also if not: whoever wrote before us passed over the posts that we held.
    _tell_users(checked)
    return written


@transaction.atomic
def change_alternate(checked, url):
    """Write down another address of the same, or none."""
    _lock_users(checked)
    type(checked).objects.filter(pk=checked.pk).update(alternate_url=url)
    _set(checked, {"alternate_url": url})
    _tell_users(checked)


def forget_check(checked):
    """Nothing is known of this any more: it is another one now."""
    nothing = {"state": State.UNCHECKED, "reason": "", "checked_at": None, "checked_by": ""}
    type(checked).objects.filter(pk=checked.pk).update(**nothing)
    _set(checked, nothing)


def adopt_title(video, title):
    """Give a video without a title the one that its provider gives it."""
    longest = video._meta.get_field("title").max_length
    type(video).objects.filter(pk=video.pk, title="").update(title=title[:longest])


def _set(row, values):
    for name, value in values.items():
        setattr(row, name, value)


def _users(checked):
    """The posts and the films whose `dead_links` speak of this."""
    return [checked.posts.all(), checked.films.all()] if isinstance(checked, OutsideLink) else []


def _lock_users(checked):
    # Who saves a post holds its row and waits for the version of pages. Taken in another order
    # than that, here and there would wait for each other.
    for things in _users(checked):
        list(_locked(things.order_by("pk").only("pk")))


def _locked(things, **options):
    return things.select_for_update(of=("self",), no_key=True, **options)


def _tell_users(checked):
    """Make `dead_links` of the posts and films that use this anew."""
    out_of_reach = Prefetch(
        "outside_links", OutsideLink.objects.out_of_reach(), to_attr="links_out_of_reach"
    )
    for things in _users(checked):
        changed = []
        # One that came to use this just now and is held by another is being saved: its
        # `remember_links` waits for us and reads what is written here.
        held = _locked(things.only("dead_links"), skip_locked=True)
        for thing in held.prefetch_related(out_of_reach):
            told = _told(thing.links_out_of_reach)
            if thing.dead_links != told:
                thing.dead_links = told
                changed.append(thing)
        things.model.objects.bulk_update(changed, ["dead_links"], batch_size=THINGS_A_STATEMENT)


def _told(links):
    return {link.url: {"reason": link.reason, "alternate": link.alternate_url} for link in links}
