"""What the archive's tests share: other sites to ask, no waiting, saved pages to restore."""

import shutil

import pytest

from .other_sites import OtherSites
from .restoring import ADDRESSES, invent


@pytest.fixture
def sites():
    with OtherSites().running() as sites:
        yield sites


@pytest.fixture
def pauses(monkeypatch):
    """How long was waited, without waiting."""
    found = []
    monkeypatch.setattr("archive.media.http_client.time.sleep", found.append)
    return found


@pytest.fixture(params=["invented", pytest.param("captured", marks=pytest.mark.captures)])
def saved(request, tmp_path, settings):
    """Copies of the five saved pages, by their numbers."""
    if request.param == "invented":
        invent(tmp_path)
        settings.FIXTURE_DIRS = [tmp_path / "fixtures"]
    else:
        for number, path in request.getfixturevalue("captures").items():
            shutil.copyfile(path, tmp_path / f"{number}.txt")
    return {number: tmp_path / f"{number}.txt" for number in ADDRESSES}
