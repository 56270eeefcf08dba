"""Restoring the captured text: the command, what it may write, and invented captures."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.importers.capture_layouts import read_pages
from archive.importers.items import BLOCK, Item, digest
from archive.models import Figure, Film, PageVersion, Post, PostRevision
from comments.models import Comment, Discussion

from .views.test_five_pages import DEFECTORS_THINK, NEWS

ADDRESSES = {
    "000": NEWS,
    "001": DEFECTORS_THINK,
    "002": "/tags/defectors/",
    "003": "/films/seoul-train/",
    "004": "/tags/south-korea/",
}
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


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
