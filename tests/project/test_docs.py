"""What the pages under docs/ say is there, is there, and the other way round."""

import re
from pathlib import Path

from django.apps import apps
from django.core.management import get_commands

from comments.actions.transitions import TRANSITIONS

ROOT = Path(__file__).resolve().parents[2]
OURS = ("archive", "comments", "accounts")


def read(name):
    return (ROOT / name).read_text()


def test_the_table_of_settings_names_every_variable_and_no_other():
    asked = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read("archive/settings.py")))
    table = read("docs/operating.md").partition("## Settings")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| (`[A-Z].*?) \|", table, re.MULTILINE)
    told = {name for cell in first_cells for name in re.findall(r"`([A-Z_]+)`", cell)}
    assert len(asked) > 20
    assert told == asked | {"ENVIRONMENT"}


def test_every_command_is_told_and_every_told_command_is_there():
    told = set(re.findall(r"`manage\.py (\w+)", read("docs/operating.md")))
    ours = {name for name, app in get_commands().items() if str(app).split(".")[-1] in OURS}
    assert ours <= told
    assert told <= set(get_commands())


def test_the_diagrams_name_every_table_and_no_other():
    told = set(re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)*\b", read("docs/schema.md")))
    tables = {model.__name__ for app in OURS for model in apps.get_app_config(app).get_models()}
    assert tables - told == set()
    in_diagrams = re.findall(
        r"^    (\w+) [|}][|o]--[|o][|{] (\w+) :", read("docs/schema.md"), re.MULTILINE
    )
    assert len(in_diagrams) > 40
    assert {name for pair in in_diagrams for name in pair} <= tables


def test_the_diagram_of_comment_states_is_that_of_the_code():
    arrows = set(re.findall(r"^    (\w+) --> (\w+)", read("docs/schema.md"), re.MULTILINE))
    decided = {(str(a), str(b)) for a, targets in TRANSITIONS.items() for b in targets}
    withdrawn = {("pending", "withdrawn"), ("published", "withdrawn")}
    assert arrows == decided | withdrawn


def test_every_file_that_the_documents_name_is_there():
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        text = page.read_text()
        linked = [page.parent / name for name in re.findall(r"\]\((?!http)([^)#]+)", text)]
        named = [
            ROOT / name for name in re.findall(r"`((?:archive|comments|deploy)/[\w./]+)`", text)
        ]
        assert [path for path in [*linked, *named] if not path.exists()] == []
