"""Making one of two: tags, people, films and others that were entered twice."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel

from comments.actions import discussions
from comments.models import Discussion

from ..models import Film, Redirect
from ..models.base import Addressed

Thing = TypeVar("Thing", bound=Addressed)

# How alike two folded names must be to be suggested as one. 0.9 finds a slip of one letter in
# ten and leaves “Seoul Train” and “Seoul Trains” to the editor's eye.
ALIKE = 0.9
# Pairs are compared only among this many names with the same first letter.
MOST_COMPARED = 300


@dataclass
class Moved:
    """How many rows of one kind were moved to the one that stays, and how many it had already."""

    label: str
    moved: int = 0
    dropped: int = 0


class _DryRun(Exception):
    """Undoes the transaction of a dry run."""


def merge(stays: Addressed, goes: Addressed, *, dry_run: bool = False) -> list[Moved]:
    """Move everything that points at `goes` over to `stays`, and delete `goes`.

    What `stays` has already is dropped. The old address leads to the new one. With `dry_run`
    nothing is written; the report is the same.
    """
    try:
        with transaction.atomic():
            report = _merge(stays, goes)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def _merge(stays: Addressed, goes: Addressed) -> list[Moved]:
    # Rows of our own: deleting takes the key from the instance, also where it is undone.
    stays, goes = (type(thing)._base_manager.get(pk=thing.pk) for thing in (stays, goes))
    report: list[Moved] = []
    if isinstance(stays, Film) and isinstance(goes, Film):
        report += _merge_discussions(stays, goes)
        _keep_title(stays, goes)
    for relation in goes._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            report.append(_move_rows(relation, stays, goes))
    old, new = goes.path, stays.path
    goes.delete()
    Redirect.objects.remember(old, new)
    return [moved for moved in report if moved.moved or moved.dropped]


def _move_rows(relation: ForeignObjectRel, stays: Addressed, goes: Addressed) -> Moved:
    model, field = relation.field.model, relation.field.name
    moved = Moved(str(model._meta.verbose_name_plural))
    for row in model._base_manager.filter(**{field: goes}):
        setattr(row, field, stays)
        try:
            with transaction.atomic():
                row.save()
            moved.moved += 1
        except IntegrityError:
            model._base_manager.filter(pk=row.pk).delete()
            moved.dropped += 1
    return moved


def _merge_discussions(stays: Film, goes: Film) -> list[Moved]:
    Discussion.objects.lock([*stays.discussion_pks(), *goes.discussion_pks()])
    report = []
    for name in Film.DISCUSSIONS:
        moved, dropped = discussions.merge(getattr(stays, name), getattr(goes, name))
        report.append(Moved(name, moved, dropped))
    return report


def _keep_title(stays: Film, goes: Film) -> None:
    """The other film's titles become titles this one is also known by."""
    known = {stays.title, *stays.also_known_as}
    new = [title for title in (goes.title, *goes.also_known_as) if title not in known]
    if new:
        stays.other_titles = "\n".join([*stays.also_known_as, *new])
        stays.save()


def folded(name: str) -> str:
    """A name without case, accents, marks and order of its words, for comparing."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(sorted(words))


def suggestions(
    things: Iterable[Thing], name: Callable[[Thing], str]
) -> list[tuple[Thing, Thing]]:
    """Pairs of things that may be one: the same when folded, or alike in spelling.

    `name` gives the name of a thing.
    """
    by_name: dict[str, list[Thing]] = defaultdict(list)
    by_letter: dict[str, dict[str, Thing]] = defaultdict(dict)
    for thing in things:
        by_name[folded(name(thing))].append(thing)
    pairs = []
    for fold, same in by_name.items():
        pairs += [(same[0], other) for other in same[1:]]
        by_letter[fold[:1]][fold] = same[0]
    for alike in by_letter.values():
        folds = sorted(alike)[:MOST_COMPARED]
        for place, fold in enumerate(folds):
            for other in folds[place + 1 :]:
                if SequenceMatcher(None, fold, other).ratio() >= ALIKE:
                    pairs.append((alike[fold], alike[other]))
    return pairs
