"""Restoring the captured text, and refusing whatever is not a whole captured page.

Each test runs on invented captures: fixtures whose hashes are those of invented lines, and pages
written from them. With CAPTURES_DIR it runs on the captured pages as well.
"""

import json
import re
import shutil
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.importers.collection import read_pages
from archive.importers.texts import BLOCK, Item, digest
from archive.models import Figure, Film, PageVersion, Post, PostRevision
from comments.models import Comment, Discussion
from comments.moderation import NotPossible
from comments.posting import replace_archived_text
from tests.comments.factories import make_comment, make_discussion
from tests.reading import assert_in_order, text_of

from . import facts
from .test_five_pages import DEFECTORS_THINK, NEWS

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "000": NEWS,
    "001": DEFECTORS_THINK,
    "002": "/tags/defectors/",
    "003": "/films/seoul-train/",
    "004": "/tags/south-korea/",
}
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FOREIGN = "A line that no page has."


def restore(*paths, **options):
    """What the command reports, as lines."""
    out = StringIO()
    call_command("restore_text", *map(str, paths), stdout=out, **options)
    return out.getvalue().splitlines()


def rows(without=()):
    """Everything that restoring may write, for comparing; `without` names columns left out."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in without}
            for row in model.objects.order_by("pk").values()
        ]
        for model in (Post, Figure, Film, Comment, Discussion, PageVersion, PostRevision)
    }


def texts():
    """What all items say and where it comes from, without the records that it was changed."""
    records = {"PageVersion", "PostRevision"}
    return {name: said for name, said in rows(["version"]).items() if name not in records}


# Captures


def invented_lines(item, following):
    """Lines that an item could have had; the first of several is the line that follows it."""
    lines = [
        f"“{n}”, said <b>{item.key}</b> & the naïve: ‘1) don’t’ " for n in range(1, item.size + 1)
    ]
    for n, block in enumerate(BLOCK.finditer(item.retold.text)):
        if block["kind"] == "video":
            lines[n] = (
                f"[youtube http://www.youtube.com/watch?v={block['name']}?wmode=transparent]"
            )
    if item.size > 1 and following and not lines[0].startswith("["):
        lines[0] = following
    return [line.strip() for line in lines]


def invent(folder):
    """Write fixtures that prove invented lines, and the five pages with these lines."""
    pages = read_pages(FIXTURES)
    lines = {}
    for page in pages:
        for piece, following in zip(page.pieces, [*page.pieces[1:], ""], strict=True):
            if isinstance(piece, Item):
                lines.setdefault(piece.key, invented_lines(piece, following))
    (folder / "fixtures").mkdir()
    for path in FIXTURES.glob("*.json"):
        table = json.loads(path.read_text(encoding="utf-8"))
        for row in table:
            if row["fields"].get("key") in lines:
                row["fields"]["text_sha256"] = digest(lines[row["fields"]["key"]])
        (folder / "fixtures" / path.name).write_text(json.dumps(table), encoding="utf-8")
    for number, page in zip(ADDRESSES, pages, strict=True):
        said = [
            line
            for piece in page.pieces
            for line in (lines[piece.key] if isinstance(piece, Item) else [piece])
        ]
        (folder / f"{number}.txt").write_text("\n\n".join(said), encoding="utf-8")


@pytest.fixture(params=["invented", pytest.param("captured", marks=pytest.mark.captures)])
def saved(request, tmp_path, settings):
    """Copies of the five saved pages, by their numbers."""
    if request.param == "invented":
        invent(tmp_path)
        settings.FIXTURE_DIRS = [tmp_path / "fixtures"]
    else:
        for number, path in request.getfixturevalue("captures").items():
            shutil.copyfile(path, tmp_path / f"{number}.txt")
    return {number: tmp_path / f"{number}.txt" for number in ADDRESSES}


# What a person sees


def as_drawn(text):
    """A text without what is drawn and not written: separators, and the blanks beside them."""
    return re.sub(r"\s[|–-]+(?=\s)", "", text).replace(" ,", ",")


def lines_to_be_seen(path):
    """The lines of a saved page, without markers, shortcodes and the labels of folds."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = unicodedata.normalize("NFC", " ".join(line.split()))
        line = re.sub(r"^(\d+\. |• |\| )|( \|)$", "", line)
        if line and line != "... View More" and not line.startswith("[youtube "):
            yield as_drawn(line)


def test_every_line_of_a_restored_page_stands_on_it_in_order(client, saved):
    before = {number: text_of(client.get(address)) for number, address in ADDRESSES.items()}
    restore(*saved.values())
    for number, address in ADDRESSES.items():
        text = text_of(client.get(address))
        assert_in_order(as_drawn(text), lines_to_be_seen(saved[number]))
        assert text != before[number]


def test_restored_pages_say_that_they_are_as_captured(client, saved):
    restore(*saved.values())
    for address in (NEWS, DEFECTORS_THINK, "/films/seoul-train/"):
        assert "The text is as captured." in text_of(client.get(address))
    assert {*Comment.objects.values_list("text_origin", flat=True)} == {"verbatim"}
    assert {*Figure.objects.values_list("caption_origin", flat=True)} == {"verbatim"}


def test_a_credit_that_stands_in_the_caption_is_not_drawn_again(client):
    address = "/posts/north-korea-now-allows-cellphones/"
    assert text_of(client.get(address)).count("Photo: Reuters/Jacky Chen") == 1
    figure = Figure.objects.get(credit="Reuters/Jacky Chen")
    figure.caption = f"A picture of {figure.credit}"
    figure.save()
    assert text_of(client.get(address)).count("Reuters/Jacky Chen") == 1


def test_the_report_names_each_item_once_and_counts(saved):
    *items, total = restore(*saved.values())
    assert total == "50 restored."
    assert len(set(items)) == 50
    assert f"post “{facts.CRACKDOWN}”: restored" in items
    assert (
        "comment 2 under “What North Korean Defectors Think of Korea” "
        "(name not archived, 5 years ago): restored"
    ) in items
    assert "review 6 under “Seoul Train” (MartinHafer): restored" in items


def test_retelling_brings_back_every_text_caption_and_origin(client, saved):
    before, page = texts(), text_of(client.get(NEWS))
    restore(*saved.values())
    assert restore(retell=True)[-1] == "50 retold again."
    assert texts() == before
    assert text_of(client.get(NEWS)) == page
    assert restore(retell=True)[-1] == "50 already retold."


def test_the_desk_finds_both_wordings_among_the_revisions_of_a_post(saved):
    post = Post.objects.get(title=facts.CRACKDOWN)
    figures = {figure.name: figure.caption for figure in post.figures.all()}
    restore(*saved.values())
    retold, captured = post.revisions.order_by("number")
    assert retold.snapshot["body"] == post.body
    assert figures == {n: said["caption"] for n, said in retold.snapshot["figures"].items()}
    post.refresh_from_db()
    assert captured.snapshot["body"] == post.body
    assert captured.snapshot["figures"] != retold.snapshot["figures"]


def test_doing_it_again_changes_nothing(saved):
    restore(*saved.values())
    before = rows()
    assert restore(*saved.values())[-1] == "50 already as captured."
    assert rows() == before


def test_a_rehearsal_reports_the_same_and_writes_nothing(saved):
    before = rows()
    rehearsed = restore(*saved.values(), dry_run=True)
    assert rows() == before
    done = restore(*saved.values())
    assert rehearsed == [*done[:-1], f"{done[-1]} Dry run: nothing was written."]
    before = rows()
    assert restore(retell=True, dry_run=True)[-1].startswith("50 retold again. Dry run")
    assert rows() == before


def test_one_page_alone_is_restored_and_the_others_stay_retold(saved):
    assert restore(saved["000"])[-1] == "11 restored."
    assert Comment.objects.filter(text_origin="verbatim").count() == 10
    assert Post.objects.filter(text_origin="verbatim").count() == 1


def test_the_same_page_given_twice_counts_once(saved):
    assert restore(saved["000"], saved["000"])[-1] == "11 restored."


# What was changed here is kept


def test_what_an_editor_wrote_into_the_retold_text_is_kept(saved):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    post.body += "<p>An editor’s word.</p>"
    post.save()
    Figure.objects.filter(name="un-club").update(caption="An editor’s caption.")
    Film.objects.filter(slug="seoul-train").update(synopsis="<p>An editor’s synopsis.</p>")
    Comment.objects.filter(archived_name="Melody").update(text="A moderator’s cut.")
    kept = [
        "post “North Korean defectors beaten, killed”",
        "post “World Relations or Preteen Politics?”",
        "film “Seoul Train”",
        "comment 6 under “North Korean defectors beaten, killed” "
        "(Melody, April 10, 2013 at 12:01 am)",
    ]
    before = rows()
    report = restore(*saved.values())
    assert report[-1] == "46 restored, 4 kept: changed here."
    assert {f"{name}: kept: changed here" for name in kept} <= set(report)
    for model, field, said in (
        ("Post", "body", "An editor’s word."),
        ("Figure", "caption", "An editor’s caption."),
        ("Film", "synopsis", "An editor’s synopsis."),
        ("Comment", "text", "A moderator’s cut."),
    ):
        [changed] = [row for row in before[model] if said in row[field]]
        assert [row for row in rows()[model] if said in row[field]] == [changed]
    assert restore(retell=True)[-1] == "46 retold again, 4 kept: changed here."


def test_what_an_editor_corrected_in_the_captured_text_is_kept(saved):
    restore(*saved.values())
    post = Post.objects.get(slug="raining-marshmallows-in-north-korea")
    post.body = post.body.replace("<p>", "<p><em>", 1).replace("</p>", "</em></p>", 1)
    post.save()
    headed = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    headed.body = headed.body.replace("<p>", "<h2>A heading</h2><p>", 1)
    headed.save()
    caption = Figure.objects.get(name="kim-jong-un")
    caption.caption += " (left)"
    caption.save()
    comment = Comment.objects.get(archived_name="Erin Bush")
    replace_archived_text(comment, f"{comment.text}!", "verbatim")
    before = texts()
    assert restore(*saved.values())[-1] == "46 already as captured, 4 kept: changed here."
    assert texts() == before
    assert restore(retell=True)[-1] == "46 retold again, 4 kept: changed here."
    assert Post.objects.get(pk=post.pk).body == post.body
    assert Post.objects.get(pk=headed.pk).body == headed.body
    assert Figure.objects.get(pk=caption.pk).caption == caption.caption
    assert Comment.objects.get(pk=comment.pk).text == comment.text


def test_an_editor_who_saves_a_form_without_a_change_has_changed_nothing(saved):
    film = Film.objects.get(slug="what-north-korean-defectors-think-of-korea")
    Film.objects.filter(pk=film.pk).update(synopsis=film.synopsis.replace("\n", "\r\n"))
    assert restore(saved["001"])[-1] == "12 restored."


def test_what_is_not_in_the_database_is_reported_and_the_rest_restored(saved):
    Comment.objects.get(archived_name="Melody").delete()
    Post.objects.get(slug="the-defector-on-tvos-doc-studio").delete()
    report = restore(*saved.values())
    assert "post “The Defector on TVO’s Doc Studio”: missing here" in report
    assert report[-1] == "48 restored, 2 missing here."


def test_a_title_that_an_editor_corrected_is_no_hindrance(saved):
    Post.objects.update(title="Corrected")
    Comment.objects.filter(archived_name="Melody").update(archived_name="Somebody")
    assert restore(*saved.values())[-1] == "50 restored."
    assert {*Post.objects.values_list("title", flat=True)} == {"Corrected"}


# Files that differ from the capture only in what does not count


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


# Files that are damaged


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


def refuse(*paths):
    """What the command says when it refuses; nothing at all may have changed by then."""
    before = rows()
    with pytest.raises(CommandError) as refused:
        restore(*paths)
    assert rows() == before
    message = str(refused.value)
    assert len(message.splitlines()) == 1
    assert message.endswith(" Nothing was changed.")
    return message


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


# The engine's act


def test_replacing_a_text_renders_it_and_moves_the_version_of_its_discussion():
    comment = make_comment(make_discussion(), text_origin="retold")
    before = Discussion.objects.get(pk=comment.discussion_id).version
    replace_archived_text(comment, "Said\n\n<once>", "verbatim")
    stored = Comment.objects.get(pk=comment.pk)
    assert stored.html == "<p>Said</p>\n\n<p>&lt;once&gt;</p>"
    assert (stored.text, stored.text_origin) == (comment.text, comment.text_origin)
    assert stored.discussion.version == before + 1
    assert (stored.status, stored.edited_at) == ("published", None)


@pytest.mark.parametrize("origin", ["original", "retold"])
def test_what_was_written_here_or_changed_meanwhile_is_never_replaced(origin):
    comment = make_comment(make_discussion(), text_origin=origin)
    if origin == "retold":
        Comment.objects.update(text="Changed meanwhile.")
    before = rows()
    with pytest.raises(NotPossible):
        replace_archived_text(comment, "Something else.", "verbatim")
    assert rows() == before
