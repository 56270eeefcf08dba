"""What decides whether a text is refused, and whether a moderator looks first.

The figures are policy: each with its reason beside it.
"""

import re
import unicodedata
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from ..models import Comment, ListedWord, ModerationDecision, Participant
from ..types import User

Status = Comment.Status

# Shorter says nothing; longer is an article and has its place elsewhere.
SHORTEST, LONGEST = 3, 5000

# Until somebody is known, a moderator looks first.
FIRST_COMMENTS_HELD = 2
# One link is a source, several are mostly advertising.
LINKS_HELD = 2
# Three of the last ten rejected: somebody who needs a second pair of eyes.
REJECTED_HELD, LAST_COMMENTS = 3, 10

# So many different people with standing put a comment in the moderators' queue; so many hide it
# until one has looked. One alone does neither: a single dislike must not silence anybody. Only
# what is urgent (`Flag.URGENT`) comes before a moderator at once, whoever flags it.
FLAGS_FOR_QUEUE = 2
FLAGS_TO_HIDE = 3

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

# What somebody is told whose comment no moderator, but a rule has rejected.
SAID_BY_RULE = {
    BANNED_WORD: _("it has a word that is not allowed here"),
    BANNED_PERSON: _("you may no longer write here"),
}


def reason_to_refuse(participant: Participant, html: str) -> str:
    """The name of the rule that rejects this at once, or an empty string."""
    if participant.is_banned:
        return BANNED_PERSON
    if _has_listed_word(html, ListedWord.Kind.BANNED):
        return BANNED_WORD
    return ""


def reason_to_hold(author: User, html: str) -> str:
    """The name of the rule that wants a moderator to look first, or an empty string."""
    if author.has_perm("comments.post_unmoderated"):
        return ""
    if _is_new(author):
        return FIRST_COMMENTS
    return reason_in_text(html) or (OFTEN_REJECTED if _is_often_rejected(author) else "")


def reason_in_text(html: str) -> str:
    """Like `reason_to_hold`, for the text alone: for an edit of what is already public."""
    if _count_links(html) >= LINKS_HELD:
        return LINKS
    if _has_listed_word(html, ListedWord.Kind.SUSPECT):
        return SUSPECT_WORD
    return ""


def said_to_author(reason: str | None, rule: str | None) -> str:
    """Why a moderator (`reason`) or a rule decided, in words for the author; empty if unsaid."""
    if reason:
        return str(ModerationDecision.Reason(reason).label)
    return str(SAID_BY_RULE.get(rule or "", ""))


def flags_hide(comment: Comment) -> bool:
    """Whether so many flags are open that a comment is hidden; a moderator's own never is."""
    if comment.flags.count_standing() < FLAGS_TO_HIDE:
        return False
    return not (comment.author and comment.author.has_perm("comments.moderate_comment"))


def _is_new(author: User) -> bool:
    published = Comment.objects.filter(author=author, status=Status.PUBLISHED)
    return published[:FIRST_COMMENTS_HELD].count() < FIRST_COMMENTS_HELD


def _is_often_rejected(author: User) -> bool:
    last = Comment.objects.filter(author=author).exclude(status=Status.PENDING)
    states = last.order_by("-created_at").values_list("status", flat=True)[:LAST_COMMENTS]
    rejected = {Status.REJECTED, Status.REMOVED, Status.SPAM}
    return sum(state in rejected for state in states) >= REJECTED_HELD


def _count_links(html: str) -> int:
    """Links, and addresses that are written out beside them."""
    beside = LINK.sub(" ", html)
    return len(LINK.findall(html)) + len(ADDRESS.findall(_as_read(beside)))


def _as_read(html: str) -> str:
    """The text as eyes read it, however it was written: no markup, no invisible characters."""
    text = unescape(strip_tags(html))
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _has_listed_word(html: str, kind: str) -> bool:
    words = ListedWord.objects.filter(kind=kind).values_list("word", flat=True)
    patterns = [re.escape(_folded(word)) for word in words]
    if not patterns:
        return False
    return bool(re.search(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", _folded(_as_read(html))))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
