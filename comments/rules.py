"""What decides whether somebody may post, and whether a moderator looks first.

The figures are policy: each with its reason beside it.
"""

import re
import unicodedata
from datetime import timedelta
from html import unescape

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags

from .models import Comment, EarlierText, ListedWord, Participant

Status = Comment.Status

# Shorter says nothing; longer is an article and has its place elsewhere.
SHORTEST, LONGEST = 3, 5000

# Long enough to see a slip of the pen, short enough that nobody answered what is gone.
EDIT_WINDOW = timedelta(minutes=15)

# Until somebody is known, a moderator looks first.
FIRST_COMMENTS_HELD = 2
# One link is a source, several are mostly advertising.
LINKS_HELD = 2
# Three of the last ten rejected: somebody who needs a second pair of eyes.
REJECTED_HELD, LAST_COMMENTS = 3, 10

# A pause against double posts and haste, a ceiling against floods, and a lower one for accounts
# younger than a day, which is what floods are made with.
PAUSE = timedelta(seconds=15)
MOST_IN_AN_HOUR = 30
# An edit corrects a slip, so it needs no pause; only a flood of them is stopped.
MOST_EDITS_IN_AN_HOUR = 30
NEW_ACCOUNT = timedelta(days=1)
MOST_OF_A_NEW_ACCOUNT, NEW_ACCOUNT_SPAN = 5, timedelta(minutes=10)

LINK = re.compile(r"<a .*?</a>", re.DOTALL)
ADDRESS = re.compile(r"https?://(?:www\.)?|www\.", re.IGNORECASE)

# Names of the rules, as moderators and authors read them in the record.
FIRST_COMMENTS, LINKS, SUSPECT_WORD, OFTEN_REJECTED = (
    "first comments",
    "links",
    "suspect word",
    "often rejected",
)
BANNED_WORD, BANNED_PERSON, FLAGS = "banned word", "banned person", "flags"


def time_to_wait(author, now=None):
    """How long this person must wait before posting again; zero if not at all."""
    if not getattr(settings, "RATE_LIMITS", True):
        return timedelta()
    now = now or timezone.now()
    own = Comment.objects.filter(author=author, created_at__gt=now - timedelta(hours=1))
    times = list(
        own.order_by("-created_at").values_list("created_at", flat=True)[:MOST_IN_AN_HOUR]
    )
    if not times:
        return timedelta()
    until = [times[0] + PAUSE]
    if len(times) == MOST_IN_AN_HOUR:
        until.append(times[-1] + timedelta(hours=1))
    if now - author.date_joined < NEW_ACCOUNT and len(times) >= MOST_OF_A_NEW_ACCOUNT:
        until.append(times[MOST_OF_A_NEW_ACCOUNT - 1] + NEW_ACCOUNT_SPAN)
    return max(max(until) - now, timedelta())


def time_to_wait_for_edit(author, now=None):
    """How long this person must wait before changing another text; zero if not at all."""
    if not getattr(settings, "RATE_LIMITS", True):
        return timedelta()
    now, hour = now or timezone.now(), timedelta(hours=1)
    edits = EarlierText.objects.filter(comment__author=author, replaced_at__gt=now - hour)
    times = edits.order_by("-replaced_at").values_list("replaced_at", flat=True)
    times = list(times[:MOST_EDITS_IN_AN_HOUR])
    return times[-1] + hour - now if len(times) == MOST_EDITS_IN_AN_HOUR else timedelta()


def is_banned(user):
    """Whether this person may write, vote, rate and flag no more."""
    return Participant.objects.filter(user=user, is_banned=True).exists()


def reason_to_refuse(participant, html):
    """The name of the rule that rejects this at once, or an empty string."""
    if participant.is_banned:
        return BANNED_PERSON
    if _has_listed_word(html, ListedWord.Kind.BANNED):
        return BANNED_WORD
    return ""


def reason_to_hold(author, html):
    """The name of the rule that wants a moderator to look first, or an empty string."""
    if author.has_perm("comments.post_unmoderated"):
        return ""
    if _is_new(author):
        return FIRST_COMMENTS
    return reason_in_text(html) or (OFTEN_REJECTED if _is_often_rejected(author) else "")


def reason_in_text(html):
    """Like `reason_to_hold`, for the text alone: for an edit of what is already public."""
    if _count_links(html) >= LINKS_HELD:
        return LINKS
    if _has_listed_word(html, ListedWord.Kind.SUSPECT):
        return SUSPECT_WORD
    return ""


def _is_new(author):
    published = Comment.objects.filter(author=author, status=Status.PUBLISHED)
    return published[:FIRST_COMMENTS_HELD].count() < FIRST_COMMENTS_HELD


def _is_often_rejected(author):
    last = Comment.objects.filter(author=author).exclude(status=Status.PENDING)
    states = last.order_by("-created_at").values_list("status", flat=True)[:LAST_COMMENTS]
    rejected = {Status.REJECTED, Status.REMOVED, Status.SPAM}
    return sum(state in rejected for state in states) >= REJECTED_HELD


def _count_links(html):
    """Links, and addresses that are written out beside them."""
    beside = LINK.sub(" ", html)
    return len(LINK.findall(html)) + len(ADDRESS.findall(_as_read(beside)))


def _as_read(html):
    """The text as eyes read it, however it was written: no markup, no invisible characters."""
    text = unescape(strip_tags(html))
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _has_listed_word(html, kind):
    words = ListedWord.objects.filter(kind=kind).values_list("word", flat=True)
    patterns = [re.escape(_folded(word)) for word in words]
    if not patterns:
        return False
    return bool(re.search(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", _folded(_as_read(html))))


def _folded(text):
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
