"""How long, from which seed, and what is said at the end."""

import os
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Soak:
    """The same seed lets everybody choose the same acts again; how they meet is chance."""

    seed: int
    seconds: float


def pytest_itemcollected(item):
    item.add_marker("soak")
    item.add_marker("served")


@pytest.fixture
def soak():
    return Soak(int(os.environ.get("SOAK_SEED", "1")), float(os.environ.get("SOAK_SECONDS", "10")))


@pytest.fixture
def figures(record_property, soak):
    """A function that takes a name and what was counted; all of it is told in the summary."""

    def tell(name, counted):
        if isinstance(counted, dict):
            counted = ", ".join(f"{key} {counted[key]}" for key in sorted(counted, key=str))
        record_property("figures", f"{name}: {counted}")

    tell("seed", f"{soak.seed}, for {soak.seconds:g} seconds")
    return tell
