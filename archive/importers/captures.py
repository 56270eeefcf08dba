"""Saved pages: reading the files, knowing which page each is, finding every item on it."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from .items import Item, normalise

ENCODINGS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
QUOTED_CHARACTERS = 60


class NotAsCaptured(Exception):
    """A file is no page of the collection, or not the whole of one as it was captured.

    `number` is the line where that shows, 0 for a file that cannot be read at all.
    """

    def __init__(self, path, problem, number=0):
        super().__init__(f"{path}, line {number}: {problem}." if number else f"{path}: {problem}.")
        self.number = number


@dataclass(frozen=True)
class Line:
    """A line that is not empty, normalised, and its number in the file, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Page:
    """A captured page as a sequence: its known lines, normalised, and items in between."""

    pieces: list[str | Item]

    @property
    def head(self):
        """The known lines before the first item."""
        place = next(n for n, piece in enumerate(self.pieces) if isinstance(piece, Item))
        return self.pieces[:place]

    @property
    def items(self):
        return [piece for piece in self.pieces if isinstance(piece, Item)]


def quote(text):
    """The beginning of a text, safe to be printed on a terminal."""
    text = "".join(character if character.isprintable() else "\ufffd" for character in text)
    short = text if len(text) <= QUOTED_CHARACTERS else f"{text[: QUOTED_CHARACTERS - 1]}…"
    return f"“{short}”"


def find_items(path, pages):
    """The items of the page saved at `path`, each with its captured lines.

    Raises NotAsCaptured if the file is not, from its first line to its last, one of `pages`.
    """
    lines = read(path)
    problems = []
    for page in recognise(path, lines, pages):
        try:
            return align(path, lines, page)
        except NotAsCaptured as problem:
            problems.append(problem)
    raise max(problems, key=lambda problem: problem.number)


def read(path):
    """The lines of a text file that are not empty, whatever its encoding and line ends."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise NotAsCaptured(path, f"cannot be read, {error.strerror.lower()}") from None
    numbered = enumerate(map(normalise, decode(path, data).splitlines()), 1)
    lines = [Line(number, line) for number, line in numbered if line]
    if not lines:
        raise NotAsCaptured(path, "expected a captured page, the file is empty", 1)
    return lines


def decode(path, data):
    """The text of a file in UTF-8, or in what its byte order mark says."""
    encoding = next((name for mark, name in ENCODINGS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
        sound, zero, _ = text.partition("\0")
    except UnicodeDecodeError as error:
        sound, zero = error.object[: error.start].decode(encoding, "replace"), True
    if not zero:
        return text
    number = len(f"{sound}.".splitlines())
    raise NotAsCaptured(
        path, "expected text in UTF-8, or in UTF-16 with a byte order mark", number
    )


def recognise(path, lines, pages):
    """The pages that share the most lines of their head with the beginning of the file."""

    def shared(page):
        beginning = {line.text for line in lines[: len(page.head)]}
        return len(beginning.intersection(page.head))

    most = max(map(shared, pages), default=0)
    if not most:
        problem = f"no page of the collection begins with {quote(lines[0].text)}"
        raise NotAsCaptured(path, problem, lines[0].number)
    return [page for page in pages if shared(page) == most]


def align(path, lines, page):
    """Walk the file along the page; returns the captured lines of each item.

    A known line stands in its place or nowhere, an item where its hash proves its lines.
    """
    found = {}
    place = 0
    for piece in page.pieces:
        if place == len(lines):
            problem = f"the file ends here; after it, expected {describe(piece)}"
            raise NotAsCaptured(path, problem, lines[-1].number)
        size = piece.size if isinstance(piece, Item) else 1
        taken = [line.text for line in lines[place : place + size]]
        if isinstance(piece, Item):
            if not piece.is_proved_by(taken):
                problem = f"expected {describe(piece)}; it is cut, edited or out of order"
                raise NotAsCaptured(path, problem, lines[place].number)
            found[piece] = taken
        elif taken != [piece]:
            problem = f"expected {describe(piece)}, found {quote(taken[0])}"
            raise NotAsCaptured(path, problem, lines[place].number)
        place += size
    if place < len(lines):
        problem = f"expected the end of the page, found {quote(lines[place].text)}"
        raise NotAsCaptured(path, problem, lines[place].number)
    return found


def describe(piece):
    """What is expected, in words."""
    if not isinstance(piece, Item):
        return quote(piece)
    lines = f"{piece.size} lines" if piece.size > 1 else "one line"
    return f"the text of {piece} as captured, {lines}"
