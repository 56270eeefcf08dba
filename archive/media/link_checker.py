"""What other sites answer about videos and links, and what that means.

A video is asked about at its provider's description service (oEmbed): the page of a video that is
gone answers 200 like any other.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from django.utils.translation import gettext_noop

from ..models import OutsideLink, Video
from . import link_status
from .http_client import NoSuchHost, NotAsked, Unanswered, split_url
from .link_status import COMMAND, State

OEMBED = {
    Video.Provider.YOUTUBE: "https://www.youtube.com/oembed?format=json&url={}",
    Video.Provider.VIMEO: "https://vimeo.com/api/oembed.json?url={}",
}
# A description is some lines of JSON.
MOST_BYTES = 65_536

# Some servers answer these to HEAD although the page is there. So nothing is called gone that
# was not asked for by GET.
REFUSES_HEAD = {400, 403, 404, 405, 501}

GONE = {404, 410}
FORBIDDEN = {401, 403}

VIDEO_PRIVATE = gettext_noop("it is private, or may not be shown at other sites")
VIDEO_GONE = gettext_noop("the provider has it no more")
PAGE_GONE = gettext_noop("the page is no longer there")
PAGE_FORBIDDEN = gettext_noop("it may be there; the site does not let everybody in")
NO_HOST = gettext_noop("the name of the site was not found")
SITE_GONE = gettext_noop("the site no longer exists")

BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Finding:
    """What is known of a video or a link after asking."""

    state: str
    reason: str = ""
    title: str = ""


def check(kinds, limit, client):
    """Ask about those of these kinds that were checked longest ago, `limit` of them at most.

    Yields each with what was found, once it is written down.
    """
    silent_hosts = set()
    asked = 0
    for kind, pk in _queue(kinds):
        if asked == limit:
            return
        checked = kind.objects.to_ask(COMMAND).filter(pk=pk).first()
        if checked is None or (host := _host(checked)) in silent_hosts:
            continue
        asked += 1
        try:
            finding = ASK[kind](checked, client)
        except NotAsked as failure:
            if isinstance(failure, Unanswered):
                silent_hosts.add(host)
            yield checked, _write_failure(checked, failure.reason)
        else:
            yield checked, _write(checked, finding)


def _queue(kinds):
    """Pairs of a kind and a primary key: unchecked first, then in the order of their checks."""
    rows = [
        (checked_at or BEGINNING, number, pk)
        for number, kind in enumerate(kinds)
        for pk, checked_at in kind.objects.to_ask(COMMAND).values_list("pk", "checked_at")
    ]
    return [(kinds[number], pk) for _checked_at, number, pk in sorted(rows)]


def _host(checked):
    url = OEMBED[checked.provider] if isinstance(checked, Video) else checked.url
    try:
        return split_url(url)[1]
    except NotAsked:
        return None


def _write(checked, finding):
    link_status.record(checked, finding.state, finding.reason, COMMAND)
    if finding.title:
        link_status.adopt_title(checked, finding.title)
    return finding


def _write_failure(checked, reason):
    """Write down that nothing was found out; what readers see stays as it is.

    They are told when a video that is out of reach was last checked, so that day stays, too.
    """
    if not checked.is_out_of_reach:
        link_status.record(checked, checked.state, reason, COMMAND)
    elif isinstance(checked, OutsideLink):
        link_status.record(checked, checked.state, checked.reason, COMMAND)
    return Finding(checked.state, reason)


def ask_about_video(video, client):
    """What the provider's description of this video says; raises NotAsked."""
    url = OEMBED[video.provider].format(quote(video.page_url, safe=""))
    answer = client.ask("GET", url, MOST_BYTES)
    if answer.status in FORBIDDEN:
        return Finding(State.PRIVATE, VIDEO_PRIVATE)
    if answer.status in GONE:
        return Finding(State.DEAD, VIDEO_GONE)
    if answer.status == 200:
        return Finding(State.ALIVE, title=_title(answer.body))
    raise _unusable(answer)


def _title(description):
    """The title in a description; raises NotAsked if it is none, like a page of consent."""
    try:
        title = json.loads(description).get("title")
    except (ValueError, AttributeError):
        raise NotAsked(gettext_noop("could not be asked: its answer was no description")) from None
    return title.strip() if isinstance(title, str) else ""


def ask_about_link(link, client):
    """What the answer of this address says; raises NotAsked."""
    try:
        answer = client.ask("HEAD", link.url)
        if answer.status in REFUSES_HEAD:
            answer = client.ask("GET", link.url)
    except NoSuchHost:
        # Once may be a fault of the name service; the second check decides.
        if link.is_out_of_reach or link.reason == NO_HOST:
            return Finding(State.DEAD, SITE_GONE)
        return Finding(link.state, NO_HOST)
    if answer.status in GONE:
        return Finding(State.DEAD, PAGE_GONE)
    if answer.status in FORBIDDEN:
        raise NotAsked(PAGE_FORBIDDEN)
    if 200 <= answer.status < 400:
        return Finding(State.ALIVE)
    raise _unusable(answer)


def _unusable(answer):
    if answer.status == 429:
        return Unanswered(gettext_noop("could not be asked: it was asked too often"))
    if answer.status >= 500:
        return Unanswered(gettext_noop("could not be asked: the site has a fault"))
    return NotAsked(gettext_noop("could not be asked: its answer says nothing"))


ASK = {Video: ask_about_video, OutsideLink: ask_about_link}
