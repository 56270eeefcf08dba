"""Where rows are written, and where the status of a comment is."""

import ast
import re

from .sources import PACKAGES, files, nodes, parsed

WRITES = re.compile(r"a?(save|delete|create|update|(get_or|update_or|bulk)_create|bulk_update)")
VIEWS = ("archive/views/", "archive/accounts/views/", "comments/views/")
# Forms of one's own account, which save what was typed and nothing else.
FORMS_THAT_SAVE = [("archive/accounts/views/account.py", "form.save")]
# Generic views that save or delete what their form is about.
WRITING_VIEWS = {"CreateView", "UpdateView", "DeleteView"}


def writes_in(root, *folders):
    """The calls that write rows, and the views that would: path, line, and what is there."""
    for path, node in nodes(root, *folders):
        if _is_write(node):
            yield path, node.lineno, ast.unparse(node.func)
        elif isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base) for base in node.bases]
            if WRITING_VIEWS.intersection(base.split(".")[-1] for base in bases):
                yield path, node.lineno, f"class {node.name}({', '.join(bases)})"


def writes_by_views(root):
    """What views write, but for the forms that they may save."""
    found = writes_in(root, *VIEWS)
    return [write for write in found if (write[0], write[2]) not in FORMS_THAT_SAVE]


def _is_write(node):
    """Whether this calls a method that writes a row."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and WRITES.fullmatch(node.func.attr) is not None
    )


def status_writes(root):
    """The lines that write the status of a comment: pairs of a path and the line in words.

    In the engine every status counts. In the archive, whose posts and films have one too, it
    counts where it is written to something that is named after comments. A status in values
    from another function (`update(**values())`) is not seen, nor one in SQL.
    """
    for path in files(root, *PACKAGES):
        found = list(_status_writes(parsed(root / path)))
        for node, owner in sorted(found, key=lambda pair: pair[0].lineno):
            if path.parts[0] == "comments" or "comment" in owner.lower():
                yield path.as_posix(), f"{path}:{node.lineno} {ast.unparse(node)}"


def _status_writes(tree):
    """Pairs of a node that writes a status and the text of what it writes to."""
    with_status = set(_names_with_status(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "status":
            if isinstance(node.ctx, ast.Store):
                yield node, ast.unparse(node.value)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "setattr" and _is_status(node.args[1]):
                yield node, ast.unparse(node.args[0])
            elif _is_write(node) or called.split(".")[-1] == "Comment":
                if _says_status(node, with_status):
                    yield node, called


def _says_status(call, with_status):
    """Whether a call is given a status: by name, in a dict or a list, or in what it unpacks."""
    unpacked = {ast.unparse(word.value) for word in call.keywords if word.arg is None}
    given = [*call.args, *(word.value for word in call.keywords if word.arg != "update_fields")]
    return (
        any(word.arg == "status" for word in call.keywords)
        or bool(unpacked & with_status)
        or any(map(_holds_status, given))
    )


def _is_status(node):
    return isinstance(node, ast.Constant) and node.value == "status"


def _holds_status(value):
    """Whether there is a status among the keys of a dict, or the elements of a list, in this."""
    for node in ast.walk(value):
        parts = getattr(node, "keys", None) or getattr(node, "elts", None) or []
        if any(map(_is_status, parts)):
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "dict":
            if any(word.arg == "status" for word in node.keywords):
                return True
    return False


def _names_with_status(tree):
    """The variables that hold a dict with a status: `x = {"status": …}`, `x["status"] = …`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            if node.value and _holds_status(node.value):
                yield from map(ast.unparse, getattr(node, "targets", None) or [node.target])
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            if _is_status(node.slice):
                yield ast.unparse(node.value)
