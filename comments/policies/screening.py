"""What decides whether a text is refused, and whether a moderator looks first.

The figures are policy: each with its reason beside it.
"""

import re
from html import unescape
from urllib.parse import unquote

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from ..appearance import folded, without_invisible
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
# Where links lead and what they say when pointed at; a host's letters are written in Punycode.
ATTRIBUTES = re.compile(r'(?:href|title)="([^"]*)"')
PUNYCODE = re.compile(r"\bxn--([a-z0-9-]+)", re.IGNORECASE)

# What is written at the end of a Korean word without a space; often one after the other.
PARTICLES = (
    "은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 한테서 로 으로 와 "
    "과 랑 이랑 하고 도 만 까지 부터 마저 조차 밖에 보다 처럼 같이 나 이나 "
    "든지 이든지 라고 이라고 라는 이라는 라도 이라도 야 아 여 이여 들 뿐 대로 "
    "마다 요 이다 입니다 이에요 예요"
).split()
HANGUL_AT_END = re.compile(r"[가-힣]\Z")

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
    return without_invisible(unescape(strip_tags(html)))


def _behind_links(html: str) -> str:
    """Where the links lead, and their titles, each on a line of its own."""
    written = (unquote(unescape(value)) for value in ATTRIBUTES.findall(html))
    return "\n".join(PUNYCODE.sub(_host_letters, value) for value in written)


def _host_letters(found: re.Match[str]) -> str:
    try:
        return found[1].encode().decode("punycode")
    except (UnicodeError, OverflowError, ValueError):
        return found[0]


def _has_listed_word(html: str, kind: str) -> bool:
    words = ListedWord.objects.filter(kind=kind).values_list("word", flat=True)
    patterns = [_pattern(word) for word in map(folded, words) if word]
    if not patterns:
        return False
    text = folded(f"{unescape(strip_tags(html))}\n{_behind_links(html)}")
    return bool(re.search(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", text))


def _pattern(word: str) -> str:
    """How a listed word may stand in a text: as it is, or in Hangul with particles behind it."""
    particles = f"(?:{'|'.join(PARTICLES)}){{0,3}}" if HANGUL_AT_END.search(word) else ""
    return re.escape(word) + particles
