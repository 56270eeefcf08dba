"""Where finished pages are kept: in the memory of each worker, within a budget of bytes."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol

from django.core.cache.backends.base import BaseCache


class Sized(Protocol):
    """What can be kept: it knows how many bytes it takes."""

    size: int


@dataclass
class Shelf:
    """What is kept, the longest unasked first, and how many bytes it takes together."""

    things: OrderedDict[str, Sized] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def take(self, key: str) -> bool:
        if key not in self.things:
            return False
        self.size -= self.things.pop(key).size
        return True


# By location: Django makes a cache object for each thread, and all of them share what is kept.
SHELVES: dict[str, Shelf] = {}


class BytesCache(BaseCache):
    """Drops what was not asked for the longest when the bytes exceed the option MAX_BYTES.

    Things are kept as they are, without a copy: they must never change. Nothing expires here.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.most = params["OPTIONS"]["MAX_BYTES"]
        self.shelf = SHELVES.setdefault(location, Shelf())

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        shelf = self.shelf
        with shelf.lock:
            if key not in shelf.things:
                return default
            shelf.things.move_to_end(key)
            return shelf.things[key]

    def set(self, key: str, value: Sized, timeout: Any = None, version: int | None = None) -> None:
        shelf = self.shelf
        with shelf.lock:
            shelf.take(key)
            if value.size > self.most:
                return
            shelf.things[key] = value
            shelf.size += value.size
            while shelf.size > self.most:
                shelf.take(next(iter(shelf.things)))

    def delete(self, key: str, version: int | None = None) -> bool:
        with self.shelf.lock:
            return self.shelf.take(key)

    def clear(self) -> None:
        with self.shelf.lock:
            self.shelf.things.clear()
            self.shelf.size = 0
