"""Ways in which a saved page can be damaged, each with the line where it must be noticed."""

import re

from archive.importers.items import Item

FOREIGN = "A line that no page has."


class Sheet:
    """A saved page whose lines can be damaged.

    Each damage returns the lines that are left, and the line (counted from 1) where it must be
    noticed: a known line in its own place, a text at its first line.
    """

    def __init__(self, path, page):
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.written = [n for n, line in enumerate(self.lines) if line.strip()]
        self.known, self.texts = [], []
        rest = iter(self.written)
        for piece in page.pieces:
            if isinstance(piece, Item):
                self.texts.append([next(rest) for _ in range(piece.size)])
            else:
                self.known.append(next(rest))

    def noticed(self, number):
        return next((text[0] for text in self.texts if number in text), number) + 1

    def at(self, share):
        """The line at this share of the page."""
        return self.written[int(len(self.written) * share)]

    def beside(self, number, step):
        return self.written[self.written.index(number) + step]

    def digit(self):
        """The first known line with a digit, or, if there is none, the first line with one."""
        return next(n for n in [*self.known, *self.written] if re.search(r"\d", self.lines[n]))

    def change(self, number, to):
        changed = to(self.lines[number])
        assert changed != self.lines[number]
        return [*self.lines[:number], changed, *self.lines[number + 1 :]], self.noticed(number)

    def swap(self, first, second):
        lines = self.lines.copy()
        lines[first], lines[second] = lines[second], lines[first]
        assert lines != self.lines
        return lines, self.noticed(first)

    def cut_after(self, number):
        following = self.beside(number, 1)
        inside = any(following in text[1:] for text in self.texts)
        return self.lines[: number + 1], self.noticed(following) if inside else number + 1

    def double(self, number):
        inside = any(number in text[:-1] for text in self.texts)
        named = self.noticed(number) if inside else number + 2
        return [*self.lines[: number + 1], *self.lines[number:]], named

    def lose(self, number):
        following = self.beside(number, 1)
        while self.lines[following] == self.lines[number]:
            following = self.beside(following, 1)
        inside = any(number in text[1:] for text in self.texts)
        named = self.noticed(number) if inside else following
        return [*self.lines[:number], *self.lines[number + 1 :]], named

    def swap_texts(self):
        first, second = self.texts[0], self.texts[-1]
        between = self.lines[first[-1] + 1 : second[0]]
        there, here = ([self.lines[n] for n in text] for text in (first, second))
        return [*self.lines[: first[0]], *here, *between, *there], first[0] + 1


def one_word_more(line):
    return f"{line.rstrip()} indeed"


def another_digit(line):
    return re.sub(r"\d", lambda digit: str(9 - int(digit[0])), line, count=1)


def half(line):
    return line[: len(line) // 2]


def upper(line):
    return line.upper()


def split(line):
    return "\n".join(line.rsplit(maxsplit=1))


DAMAGES = {
    "cut after its first line": lambda s: s.cut_after(s.written[0]),
    "cut before the first text": lambda s: s.cut_after(s.beside(s.texts[0][0], -1)),
    "cut after the first text": lambda s: s.cut_after(s.texts[0][-1]),
    "cut at a third": lambda s: s.cut_after(s.at(1 / 3)),
    "cut at a half": lambda s: s.cut_after(s.at(1 / 2)),
    "cut at three quarters": lambda s: s.cut_after(s.at(3 / 4)),
    "cut before its last line": lambda s: s.cut_after(s.written[-2]),
    "cut within its last line": lambda s: s.change(s.written[-1], half),
    "cut off at the beginning": lambda s: (s.lines[s.texts[0][0] :], 1),
    "first text and the line before swapped": lambda s: s.swap(
        s.beside(s.texts[0][0], -1), s.texts[0][0]
    ),
    "a text and the line after swapped": lambda s: s.swap(
        s.texts[1][-1], s.beside(s.texts[1][-1], 1)
    ),
    "the two last lines swapped": lambda s: s.swap(s.written[-2], s.written[-1]),
    "first and last line swapped": lambda s: s.swap(s.written[0], s.written[-1]),
    "two texts swapped": lambda s: s.swap_texts(),
    "a word more in the first text": lambda s: s.change(s.texts[0][-1], one_word_more),
    "a word more in a text": lambda s: s.change(s.texts[len(s.texts) // 2][0], one_word_more),
    "a word more in the last text": lambda s: s.change(s.texts[-1][0], one_word_more),
    "a word more in the first line": lambda s: s.change(s.written[0], one_word_more),
    "a word more in a known line": lambda s: s.change(s.known[len(s.known) // 2], one_word_more),
    "a word more in the last line": lambda s: s.change(s.written[-1], one_word_more),
    "a known line in capitals": lambda s: s.change(s.known[-1], upper),
    "another digit": lambda s: s.change(s.digit(), another_digit),
    "a character less": lambda s: s.change(s.texts[-1][-1], lambda line: line.rstrip()[:-1]),
    "a line broken in two": lambda s: s.change(s.texts[0][0], split),
    "two lines made one": lambda s: s.change(
        s.texts[-1][0], lambda line: s.lines[s.beside(s.texts[-1][0], -1)] + line
    ),
    "its first line lost": lambda s: s.lose(s.written[0]),
    "a line of the first text lost": lambda s: s.lose(s.texts[0][-1]),
    "a known line lost": lambda s: s.lose(s.known[len(s.known) // 2]),
    "the first line of a text lost": lambda s: s.lose(s.texts[1][0]),
    "a line of the first text doubled": lambda s: s.double(s.texts[0][0]),
    "a known line doubled": lambda s: s.double(s.known[len(s.known) // 2]),
    "its last line doubled": lambda s: s.double(s.written[-1]),
    "a foreign line before it": lambda s: ([FOREIGN, *s.lines], 1),
    "a foreign line in the first text": lambda s: (
        [*s.lines[: s.texts[0][0]], FOREIGN, *s.lines[s.texts[0][0] :]],
        s.texts[0][0] + 1,
    ),
    "a foreign line after it": lambda s: ([*s.lines, FOREIGN], len(s.lines) + 1),
    "the page twice": lambda s: (s.lines * 2, len(s.lines) + s.written[0] + 1),
}
