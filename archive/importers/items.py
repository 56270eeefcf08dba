"""Archived texts line by line: how each is retold, and how captured lines take the place of that.

A retold text has one paragraph, one figure or (in a comment) one line for each captured line, in
the same order. So the captured text is put together by filling the retold one line by line.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from itertools import product

from .. import rich_text
from ..models.base import TextOrigin

BLOCK = re.compile(
    r'<p>(?P<words>.*?)</p>|<figure data-(?P<kind>figure|video)="(?P<name>[^"]*)"></figure>',
    re.DOTALL,
)
LINE = re.compile(r"[^\n]*\S[^\n]*")

# What a capture has where a player stood; the text here has only the place of the player.
SHORTCODES = [
    "[youtube http://www.youtube.com/watch?v={video}]",
    "[youtube http://www.youtube.com/watch?v={video}?wmode=transparent]",
    "[youtube http://www.youtube.com/watch?v={video}?list={playlist}]",
]


def normalise(line):
    """A line as hashes know it: composed characters, single blanks, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", line).split())


def digest(lines):
    """The hash that fixtures carry of a captured text; `lines` are normalised."""
    return sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class Wording:
    """What an item says at one time: its text, its captions by the names of their figures.

    `caption_origins` has the same names as `captions`.
    """

    text: str
    origin: str
    captions: dict[str, str] = field(default_factory=dict)
    caption_origins: dict[str, str] = field(default_factory=dict)

    @property
    def words(self):
        """Text and captions without their origins, whatever line ends a form sent."""
        captions = {name: unify_line_ends(said) for name, said in self.captions.items()}
        return unify_line_ends(self.text), captions


def unify_line_ends(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Item:
    """Something archived whose text can be restored, as the fixtures know it; the key tells which.

    `sha256` is the hash of its captured lines.
    """

    kind: str = field(compare=False)
    key: str
    name: str = field(compare=False)
    retold: Wording = field(compare=False)
    sha256: str = field(compare=False)

    def __str__(self):
        return f"{self.kind} {self.name}"

    def is_proved_by(self, lines):
        """Whether these normalised lines are its captured text."""
        return digest(lines) == self.sha256

    def is_captured(self, wording):
        """Whether `wording` is the captured text to the letter, known by the hash alone."""
        return any(
            self.is_proved_by(lines) and self.verbatim(lines).words == wording.words
            for lines in self.readings(wording)
        )


@dataclass(frozen=True)
class Prose(Item):
    """The HTML of a post or a synopsis; `playlists` has the one of each video that has one."""

    playlists: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def size(self):
        """Of how many lines its captured text is."""
        return sum(1 for _ in BLOCK.finditer(self.retold.text))

    def verbatim(self, lines):
        """The wording that these captured lines, `size` in number, make."""
        lines = iter(lines)
        captions = {}

        def fill(block):
            line = next(lines)
            if block["kind"] == "figure":
                captions[block["name"]] = line
            return block[0] if block["kind"] else f"<p>{escape(line, quote=False)}</p>"

        text = rich_text.clean(BLOCK.sub(fill, self.retold.text))
        origins = dict.fromkeys(captions, TextOrigin.VERBATIM)
        return Wording(text, TextOrigin.VERBATIM, captions, origins)

    def readings(self, wording):
        """The captured texts that `wording` may come from."""
        lines = [self._lines_of(block, wording) for block in BLOCK.finditer(wording.text)]
        return product(*lines) if len(lines) == self.size else ()

    def _lines_of(self, block, wording):
        name = block["name"]
        if block["kind"] == "figure":
            return [wording.captions.get(name, "")]
        if block["kind"] == "video":
            playlist = self.playlists.get(name, "")
            return [code.format(video=name, playlist=playlist) for code in SHORTCODES]
        return [unescape(block["words"])]


class Plain(Item):
    """The plain text of a comment or a review."""

    @property
    def size(self):
        """Of how many lines its captured text is."""
        return len(LINE.findall(self.retold.text))

    def verbatim(self, lines):
        """The wording that these captured lines, `size` in number, make."""
        lines = iter(lines)
        text = LINE.sub(lambda _: next(lines), self.retold.text)
        return Wording(text, TextOrigin.VERBATIM)

    def readings(self, wording):
        """The captured texts that `wording` may come from."""
        lines = LINE.findall(unify_line_ends(wording.text))
        return [lines] if len(lines) == self.size else []
