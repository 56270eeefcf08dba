"""What the archive's tests share: other sites to ask, and no waiting."""

import pytest

from .other_sites import OtherSites


@pytest.fixture
def sites():
    with OtherSites().running() as sites:
        yield sites


@pytest.fixture
def pauses(monkeypatch):
    """How long was waited, without waiting."""
    found = []
    monkeypatch.setattr("archive.outside.time.sleep", found.append)
    return found
