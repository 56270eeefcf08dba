"""The project's own source files, read as trees of syntax."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("archive", "comments")
# An app of its own inside another package: what lies in it is not one folder.
INNER_APPS = ("archive/accounts",)


def files(root, *folders, migrations=False):
    """The paths, from the root, of the Python files below these folders."""
    found = [
        path.relative_to(root) for folder in folders for path in (root / folder).rglob("*.py")
    ]
    return sorted(path for path in found if migrations or "migrations" not in path.parts)


@cache
def parsed(path):
    return ast.parse(path.read_text())


def nodes(root, *folders):
    """Every node of the syntax below these folders, each with the path of its file."""
    for path in files(root, *folders):
        yield from ((path.as_posix(), node) for node in ast.walk(parsed(root / path)))


def functions(root, *folders):
    """Every function and method below these folders, each with the path of its file."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(path, node) for path, node in nodes(root, *folders) if isinstance(node, kinds)]


def folder_of(path):
    """What counts as one where folders are compared: a package's folder with all that it holds.

    A module at a package's root stands for itself.
    """
    parts = path.split("/")
    depth = 3 if "/".join(parts[:2]) in INNER_APPS else 2
    return "/".join(parts[:depth])
