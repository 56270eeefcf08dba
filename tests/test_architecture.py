"""Conventions that a machine can keep."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def imports_of(path):
    """The modules a file imports, with relative imports resolved, at whatever place."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, *filter(None, [node.module])])


def importers(package, *, of):
    """The files below `package` that import the package `of`, or something in it."""
    return sorted(
        {
            str(path.relative_to(ROOT))
            for path in (ROOT / package).rglob("*.py")
            for module in imports_of(path)
            if f"{module}.".startswith(f"{of}.")
        }
    )


def test_the_imports_are_seen_at_all():
    assert "archive/models/page_versions.py" in importers("archive", of="comments")
    assert "comments/actions/moderation.py" in importers("comments", of="comments.models")


def test_the_engine_never_imports_the_archive():
    assert importers("comments", of="archive") == []


def test_accounts_depend_on_nothing_else_here():
    found = importers("archive/accounts", of="archive") + importers(
        "archive/accounts", of="comments"
    )
    outside = [
        (path, module)
        for path in set(found)
        for module in imports_of(ROOT / path)
        if module.startswith(("archive", "comments")) and not module.startswith("archive.accounts")
    ]
    assert outside == []


@pytest.mark.parametrize("package", ["archive", "comments"])
def test_nothing_imports_the_tests(package):
    assert importers(package, of="tests") == []


def test_the_engines_templates_name_no_page_of_the_archive():
    templates = (ROOT / "templates/comments").rglob("*.html")
    named = re.compile("""archive[:/]|load [^%]*archive""")
    assert [t.name for t in templates if named.search(t.read_text())] == []


def test_the_engine_passes_its_check_alone():
    command = [sys.executable, "-m", "django", "check", "--settings=tests.engine_settings"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
