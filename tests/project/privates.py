"""What reaches into the private parts of Django, of libraries, and of other folders."""

import ast
from collections import defaultdict

from .imports import imports_in
from .sources import PACKAGES, files, folder_of, parsed

# Private by name only: documented, or part of named tuples.
PUBLIC = {"_meta", "_base_manager", "_default_manager", "_replace", "_asdict", "_make", "_fields"}
# Django's own on models, querysets and lazy objects, so not to be touched on `self` either.
DJANGOS = {"_state", "_prefetched_objects_cache", "_result_cache", "_prefetch_done", "_wrapped"}
# `_state.adding` says whether a row was stored already, and nothing else does.
STATE_ALLOWED = {"adding"}
OWN = {"self", "cls", "super()", "type(self)"}
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


def private_uses(root):
    """Where a name that begins with one underscore is used on something else than itself.

    Within a folder that defines the name it is the folder's own affair.
    """
    paths = [path.as_posix() for path in files(root, *PACKAGES)]
    defined = defaultdict(set)
    for path in paths:
        defined[folder_of(path)].update(_defined(parsed(root / path)))
    found = [
        *((path, *use) for path in paths for use in _uses(parsed(root / path))),
        *_imported(root),
    ]
    for path, line, owner, name in sorted(found):
        is_ours = owner in OWN or name in defined[folder_of(path)]
        if name in DJANGOS or (name not in PUBLIC and not is_ours):
            yield f"{path}:{line} {owner}.{name}"


def _is_private(name):
    return name.startswith("_") and not name.startswith("__") and name != "_"


def _defined(tree):
    """The names that are defined here: functions, classes, variables, attributes of `self`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(getattr(node, "ctx", None), ast.Store):
            if isinstance(node, ast.Name):
                yield node.id
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in OWN:
                yield node.attr


def _uses(tree):
    """The private names that are used as attributes: line, on what, name."""
    allowed = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in STATE_ALLOWED
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr):
            if not (node.attr == "_state" and node in allowed):
                yield node.lineno, ast.unparse(node.value), node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in BY_NAME:
            owner, *names = node.args
            for name in names[:1]:
                if isinstance(name, ast.Constant) and _is_private(name.value):
                    yield node.lineno, ast.unparse(owner), name.value


def _imported(root):
    """The private modules and names that are imported, as `_uses` has them."""
    for each in imports_in(root, *PACKAGES):
        module, _, name = each.name.rpartition(".")
        for part in filter(_is_private, module.split(".")):
            yield each.path, each.line, f"import {module}", part
        if _is_private(name):
            yield each.path, each.line, f"import {module}", name
