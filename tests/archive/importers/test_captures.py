"""Saved pages as they come: kept another way they restore the same, damaged they are refused."""

import re
import unicodedata

import pytest
from django.core.management import CommandError

from archive.importers.capture_layouts import read_pages

from ..damages import DAMAGES, Sheet
from ..restoring import ADDRESSES, refuse, restore, texts

pytestmark = pytest.mark.django_db


def encoded(encoding, mark=""):
    return lambda text: (mark + text).encode(encoding)


def replaced(old, new):
    return lambda text: re.sub(old, new, text).encode()


HARMLESS = {
    "line ends of Windows": replaced("\n", "\r\n"),
    "line ends of old Macs": replaced("\n", "\r"),
    "line ends of three kinds": lambda text: text.encode().replace(b"\n\n", b"\r\n\n\r"),
    "line separators of Unicode": replaced("\n", "\u2028"),
    "a line end at the end": lambda text: f"{text}\n".encode(),
    "no line end at the end": lambda text: text.rstrip().encode(),
    "UTF-8 with a mark": encoded("utf-8", "\ufeff"),
    "UTF-16 LE": encoded("utf-16-le", "\ufeff"),
    "UTF-16 BE": encoded("utf-16-be", "\ufeff"),
    "UTF-16 LE of Windows": lambda text: f"\ufeff{text}".replace("\n", "\r\n").encode("utf-16-le"),
    "decomposed characters": lambda text: unicodedata.normalize("NFD", text).encode(),
    "trailing blanks": replaced("\n", "  \n"),
    "trailing tabs": replaced("\n", "\t\n"),
    "indented lines": replaced("\n", "\n    "),
    "no-break blanks": replaced(" ", "\u00a0"),
    "tabs for blanks": replaced(" ", "\t"),
    "wide blanks": replaced(" ", "\u3000"),
    "doubled blanks": replaced(" ", "  "),
    "blank lines removed": replaced("\n\\s*\n", "\n"),
    "blank lines doubled": replaced("\n", "\n\n"),
    "blank lines around it": lambda text: f"\n\n \n{text}\n\t\n\n".encode(),
    "lines of a blank": replaced("\n\n", "\n \u00a0\n"),
    "form feeds": replaced("\n\n", "\n\f\n"),
}


@pytest.mark.parametrize("difference", HARMLESS)
def test_another_way_to_save_the_same_page_restores_the_same(saved, difference):
    restore(*saved.values())
    expected = texts()
    restore(retell=True)
    for path in saved.values():
        path.write_bytes(HARMLESS[difference](path.read_text(encoding="utf-8")))
    assert restore(*saved.values())[-1] == "50 restored."
    assert texts() == expected


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("number", ADDRESSES)
def test_a_damaged_page_is_refused_at_its_line_and_a_sound_one_beside_it_waits(
    saved, number, damage
):
    path = saved.pop(number)
    lines, named = DAMAGES[damage](Sheet(path, read_pages()[list(ADDRESSES).index(number)]))
    path.write_text("\n".join(lines), encoding="utf-8")
    [sound, *_] = saved.values()
    assert refuse(sound, path).startswith(f"{path}, line {named}: ")


JOINED = {
    "with a line end": lambda one, other: f"{one}\n{other}",
    "without a line end": lambda one, other: f"{one}{other}",
    "one within the other": lambda one, other: one.replace("\n\n", f"\n\n{other}\n\n", 1),
}


@pytest.mark.parametrize("way", JOINED)
@pytest.mark.parametrize("numbers", ["000 001", "001 000", "002 004", "004 003", "003 002"])
def test_two_pages_in_one_file_are_refused(saved, numbers, way):
    one, other = (saved[number] for number in numbers.split())
    texts = (path.read_text(encoding="utf-8").strip() for path in (one, other))
    one.write_text(JOINED[way](*texts), encoding="utf-8")
    assert re.search(r", line \d+: ", refuse(one))


NO_PAGES = {
    "another text": (b"Some notes\n\nabout nothing.\n", "line 1: no page of the collection"),
    "a text below blank lines": (b"\n\nNotes.\n", "line 3: no page of the collection"),
    "a page of HTML": (b"<!DOCTYPE html>\n<title>Seoul Train</title>\n", "line 1: no page"),
    "nothing": (b"", "line 1: expected a captured page, the file is empty"),
    "only blanks": (b" \n\t\n\xc2\xa0\n", "line 1: expected a captured page"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "line 1: expected text in UTF-8"),
    "zeros": (b"Seoul Train\n" + bytes(100), "line 2: expected text in UTF-8"),
    "Latin-1": ("Seoul Train\nSeoul Train\nmatinée\n".encode("latin-1"), "line 3: expected"),
    "UTF-8 that breaks off": ("\ufeffSeoul\n\né".encode()[:-1], "line 3: expected text"),
    "UTF-16 without a mark": ("Seoul Train\n".encode("utf-16-le"), "line 1: expected text"),
    "half a character of UTF-16": (b"\xff\xfeS\x00e\x00\x0a\x00o", "line 2: expected text"),
}


@pytest.mark.parametrize("kind", NO_PAGES)
def test_a_file_that_is_no_page_is_refused(saved, tmp_path, kind):
    path = tmp_path / "other.txt"
    content, said = NO_PAGES[kind]
    path.write_bytes(content)
    assert refuse(saved["000"], path).startswith(f"{path}, {said}")


def test_the_refusal_says_what_was_expected(saved):
    path = saved["000"]
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("May 6, 2013", "May 9, 2013"), encoding="utf-8")
    assert "expected “May 6, 2013 at 12:02 am |”, found “May 9, 2013 at" in refuse(path)
    path.write_text(content.replace("Post by:", "\n\nPost by:\x1b[2J"), encoding="utf-8")
    assert refuse(path).isprintable()
    path.write_text(content[:-30], encoding="utf-8")
    assert "expected “You must be logged in to post a comment.”, found “You must" in refuse(path)
    path.write_text("\n".join(content.splitlines()[:4]), encoding="utf-8")
    assert "the file ends here; after it, expected " in refuse(path)


def test_the_refusal_names_the_text_that_is_not_as_captured(saved):
    path = saved["003"]
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines.index("Calum Hutton")
    wrong = next(n for n in range(place + 1, len(lines)) if lines[n].strip())
    lines[wrong] += " indeed"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert refuse(path) == (
        f"{path}, line {wrong + 1}: expected the text of review 4 under “Seoul Train” "
        "(Calum Hutton) as captured, one line; it is cut, edited or out of order. "
        "Nothing was changed."
    )


def test_a_missing_file_and_a_folder_are_refused(saved, tmp_path):
    missing = tmp_path / "missing.txt"
    assert refuse(saved["000"], missing).startswith(f"{missing}: cannot be read, no such file")
    assert refuse(saved["000"], tmp_path).startswith(f"{tmp_path}: cannot be read, is a directory")


def test_either_files_or_retell_must_be_named(saved):
    for arguments in ([], [saved["000"], "--retell"]):
        with pytest.raises(CommandError, match="either the files of saved captures, or --retell"):
            restore(*arguments)
