"""What eyes read of a text: the same for two texts that cannot be told apart by looking.

What is the same to look at is Unicode's to say (UTS 39): its list of confusable letters is read
from confusable-homoglyphs, and which letters show nothing is known to regex.
"""

import unicodedata

import regex
from confusable_homoglyphs.utils import load

# Letters that take no room or show nothing: default-ignorable ones, and the blank braille cell.
INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]")
# They choose between a letter's pictures (❤ in black or red) and say nothing by themselves.
VARIATIONS = regex.compile(r"\p{Variation_Selector}")
# They turn the letters behind them around, links and all. Isolates end with their paragraph.
TURNING = regex.compile("[\u202a-\u202e]")
FROM_RIGHT = {"R", "AL", "AN"}
# Marks that make another letter (a nukta, a voiced kana, a virama); others only adorn one.
NOT_ADORNING = {0, 7, 8, 9}
# The single letters of Hangul are put together again.
HANGUL = range(0x1100, 0x1200)


def without_invisible(text):
    """The text without the letters that nobody sees."""
    return INVISIBLE.sub("", text)


def without_turning(text):
    """The text without the marks that show letters in another order than they have."""
    return TURNING.sub("", text)


def isolated(text):
    """The text for the middle of a sentence, whose order its direction must not change."""
    is_from_right = any(unicodedata.bidirectional(c) in FROM_RIGHT for c in text)
    return f"\u2068{text}\u2069" if is_from_right else text


def without_variations(text):
    """The text without the signs that only choose a picture of the letter before."""
    return VARIATIONS.sub("", text)


def has_invisible(text):
    """Whether there is a letter in it that nobody sees, or nothing but such."""
    return not text.isprintable() or bool(INVISIBLE.search(text)) or not folded(text)


def folded(text):
    """A text as it is searched for words: small plain letters, without what cannot be seen."""
    letters = unicodedata.normalize("NFKD", without_invisible(text)).casefold()
    alike = unicodedata.normalize("NFKD", letters.translate(FOREIGN).casefold())
    plain = "".join(c for c in alike if unicodedata.combining(c) in NOT_ADORNING)
    return unicodedata.normalize("NFC", plain)


def skeleton(name):
    """What is the same for names that look alike, in whatever capitals: “rn” is like “m”."""
    # A capital I is like a small l.
    return folded(name).translate(ALL).casefold().replace("i", "l")


def _prototypes():
    """What each confusable letter is like, by the letter.

    The package's list goes both ways. What is like several is the prototype of all of them; of
    two that are like each other alone, either will do.
    """
    likes = {one: [each["c"] for each in like] for one, like in load("confusables.json").items()}
    single = {one: like[0] for one, like in likes.items() if len(one) == len(like) == 1}
    return {
        one: like if len(likes[like]) > 1 else min(one, like)
        for one, like in single.items()
        if ord(one) not in HANGUL
    }


def _foreign(prototypes):
    """The part of the table that texts are read by: foreign letters, as those of ASCII.

    ASCII stays as it is: nobody takes “modern” for “modem” in a sentence. And no sign becomes a
    letter, as words end at signs.
    """
    shorter = {like: one for one, like in prototypes.items() if one.isascii() and one.isalpha()}
    shorter = {like: one for like, one in shorter.items() if len(like) > 1}
    return {
        one: shorter.get(like, like)
        for one, like in prototypes.items()
        if not one.isascii() and (one.isalnum() or not like.isalnum())
    }


PROTOTYPES = _prototypes()
ALL = str.maketrans(PROTOTYPES)
FOREIGN = str.maketrans(_foreign(PROTOTYPES))
