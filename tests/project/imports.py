"""Who imports whom: between files, and between folders."""

import ast
import re
from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cache

from .sources import PACKAGES, files, parsed

TYPES_ONLY = ("TYPE_CHECKING", "typing.TYPE_CHECKING")


@dataclass(frozen=True)
class Import:
    """A name that a file imports, at whatever place in it.

    `name` is the whole path with dots, and with what is taken from a module. `for_types` says
    that only a type checker follows it.
    """

    path: str
    line: int
    name: str
    for_types: bool

    def __str__(self):
        return f"{self.path}:{self.line} imports {self.name}"

    def is_of(self, package):
        """Whether it is this package or something in it."""
        return f"{self.name}.".startswith(f"{package}.")


def imports_in(root, *folders, migrations=False):
    """All imports below these folders, with relative ones resolved."""
    for path in files(root, *folders, migrations=migrations):
        yield from _imports(root, path)


@cache
def _imports(root, path):
    tree = parsed(root / path)
    types_only = set(_followed_for_types(tree))
    return [
        Import(path.as_posix(), node.lineno, name, node in types_only)
        for node in ast.walk(tree)
        for name in _names(node, path.parent.parts)
    ]


def _names(node, package):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else ()
        module = [*base, *filter(None, [node.module])]
        return [".".join([*module, alias.name]) for alias in node.names]
    return []


def _followed_for_types(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) in TYPES_ONLY:
            for statement in node.body:
                yield from ast.walk(statement)


def importers(root, folder, *, of):
    """The files below `folder`, migrations too, that import the package `of` or from it."""
    found = imports_in(root, folder, migrations=True)
    return sorted({each.path for each in found if each.is_of(of)})


def imports_from_outside(root, folder):
    """The imports below `folder` of what is here, but elsewhere."""
    own = folder.replace("/", ".")
    found = imports_in(root, folder, migrations=True)
    return [str(each) for each in found if any(map(each.is_of, PACKAGES)) and not each.is_of(own)]


def named_in_templates(root):
    """The engine's templates that name a page, or a tag, of the archive."""
    named = re.compile("""archive[:/]|load [^%]*archive""")
    templates = sorted((root / "templates/comments").rglob("*.html"))
    return [str(t.relative_to(root)) for t in templates if named.search(t.read_text())]


def local_imports(root):
    """The imports that are followed at run time, each with the file here that it leads to.

    `from package import module` leads to the module; any other name taken from a package, to
    its `__init__`.
    """
    modules = {_dotted(path): path.as_posix() for path in files(root, *PACKAGES)}
    for each in imports_in(root, *PACKAGES):
        name = each.name
        while name and name not in modules:
            name = name.rpartition(".")[0]
        if name and not each.for_types:
            yield each, modules[name]


def _dotted(path):
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def circles(root, unit=str):
    """The circles of imports between files, or between what `unit` makes of their paths.

    Every import that leads back to where it stands is in one of them: in its shortest.
    """
    edges = {}
    for each, target in local_imports(root):
        if unit(each.path) != unit(target):
            edges.setdefault((unit(each.path), unit(target)), each)
    ahead = defaultdict(list)
    for start, end in edges:
        ahead[start].append(end)
    ways = {frozenset(way): way for start, end in edges if (way := _way(ahead, end, start))}
    return sorted(_told(way, edges) for way in ways.values())


def _way(ahead, start, end):
    """The shortest way from one unit to another; nothing if there is none."""
    ways, seen = deque([[start]]), {start}
    while ways:
        way = ways.popleft()
        if way[-1] == end:
            return way
        steps = [step for step in ahead[way[-1]] if step not in seen]
        seen.update(steps)
        ways.extend([*way, step] for step in steps)
    return []


def _told(way, edges):
    steps = zip(way, [*way[1:], way[0]], strict=True)
    return ", ".join(str(edges[step]) for step in steps)
