"""What the interface says and how catalogs translate it, read without gettext's tools."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
CATALOGS = sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po"))
SOURCES = ["archive", "comments", "templates"]

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
CALL = re.compile(r"\b(_|n?gettext|pgettext)\(")
LITERAL = re.compile(r"""\s*,?\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.S)

KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d\])? (".*")')


@dataclass
class Message:
    """One entry of a catalog."""

    msgid: str = ""
    msgid_plural: str = ""
    msgctxt: str = ""
    msgstr: str = ""
    flags: str = ""


@cache
def messages(path):
    """The messages of a .po file; what makemessages kept for later is none of them."""
    entries = path.read_text().split("\n\n")
    return [message for message in map(_message, entries) if message.msgid]


def _message(entry):
    message, name = Message(), ""
    for line in entry.splitlines():
        if line.startswith("#"):
            message.flags += line[2:] if line.startswith("#,") else ""
            continue
        if found := KEYWORD.fullmatch(line):
            name, line = found.groups()
        setattr(message, name, getattr(message, name) + ast.literal_eval(line))
    return message


def said():
    """Every message that Python, templates and scripts ask for, as pairs of context and text."""
    found = set()
    for folder in SOURCES:
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix == ".py" and "migrations" not in path.parts:
                found |= set(_said_by_python(path.read_text()))
            elif path.suffix in {".html", ".txt"}:
                found |= set(_said_in_calls(templatize(path.read_text())))
            elif path.suffix == ".js":
                found |= set(_said_in_calls(path.read_text()))
    return found


def _said_by_python(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if texts and node.func.id in PLAIN | PLURAL:
                yield "", texts[0]
            elif texts and node.func.id in IN_CONTEXT:
                yield texts[0], texts[1]


def _said_in_calls(source):
    for call in CALL.finditer(source):
        first = LITERAL.match(source, call.end())
        if first and call[1] != "pgettext":
            yield "", ast.literal_eval(first[1])
        elif first:
            yield (
                ast.literal_eval(first[1]),
                ast.literal_eval(LITERAL.match(source, first.end())[1]),
            )
