"""Whether what stands elsewhere is still there: the one place that writes it down.

Pages read `dead_links` of a post or a film, which costs them no query. It is made anew from the
rows of OutsideLink whenever a state changes, here, and whenever a text does: by saving it.
"""

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_noop

from ..models import Video, page_versions
from ..models.media import Checked, OutsideLink, dead_links

State = Checked.State

# Who the command is in `checked_by`.
COMMAND = "check_media"

# What readers are told where nobody gave a reason.
REASONS = {State.PRIVATE: gettext_noop("private"), State.DEAD: gettext_noop("gone")}

THINGS_A_STATEMENT = 500


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
    # The plain manager: most checks find what was known, and no page changes.
    rows = type(checked)._base_manager
    unchanged = rows.filter(pk=checked.pk, checked_at=checked.checked_at)
    written = bool(unchanged.update(**found))
    if written:
        before = _shown(checked)
        _set(checked, found)
        if isinstance(checked, Video) and _shown(checked) != before:
            page_versions.bump(page_versions.CONTENT)
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


def _shown(checked):
    """What readers are told of a video that is not there: why, and the day of the check."""
    if not checked.is_out_of_reach:
        return None
    return checked.reason, checked.checked_at and timezone.localdate(checked.checked_at)


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
        # `synchronise` waits for us and reads what is written here.
        held = _locked(things.only("dead_links"), skip_locked=True)
        for thing in held.prefetch_related(out_of_reach):
            told = dead_links(thing.links_out_of_reach)
            if thing.dead_links != told:
                thing.dead_links = told
                changed.append(thing)
        things.model.objects.bulk_update(changed, ["dead_links"], batch_size=THINGS_A_STATEMENT)
