"""How long functions and files are, and how full folders."""

from collections import Counter
from statistics import median, quantiles

from .sources import PACKAGES, files, functions


def lengths(root):
    """How many lines each function has, from its `def` to its end, the longest first.

    Its docstring counts, its decorators do not: pairs of the number and the place.
    """
    found = [
        (node.end_lineno - node.lineno + 1, f"{path}:{node.lineno} {node.name}")
        for path, node in functions(root, *PACKAGES)
    ]
    return sorted(found, reverse=True)


def middle_and_ninetieth(numbers):
    """The median, and what nine of ten are no greater than."""
    return median(numbers), quantiles(numbers, n=10)[8]


def long_files(root, most, *, but):
    """The files of more than `most` lines."""
    for path in files(root, *PACKAGES):
        lines = len((root / path).read_text().splitlines())
        if lines > most and path.as_posix() not in but:
            yield f"{path}:{lines}"


def full_folders(root, most):
    """The folders with more than `most` modules, and how many they have."""
    modules = [path for path in files(root, *PACKAGES) if path.name != "__init__.py"]
    count = Counter(path.parent.as_posix() for path in modules)
    return sorted(f"{folder}: {number}" for folder, number in count.items() if number > most)
