"""Static files are collected when there is something new, and not at every start."""

import os
from pathlib import Path

import pytest

from archive.operations import static_files


@pytest.fixture
def source(settings, tmp_path):
    """A file among the static ones, and where they are collected."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "new.css").write_text("a{}")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return folder / "new.css"


def collected(settings):
    return Path(settings.STATIC_ROOT) / "new.css"


def test_a_changed_file_is_collected_and_an_unchanged_one_left(settings, source):
    static_files.collect()
    before = collected(settings).stat().st_mtime_ns
    os.utime(collected(settings), ns=(1, 1))
    static_files.collect()
    assert collected(settings).stat().st_mtime_ns == 1
    source.write_text("b{}")
    os.utime(source, ns=(before + 10**10, before + 10**10))
    static_files.collect()
    assert collected(settings).read_text() == "b{}"


def test_what_was_not_finished_is_collected_again(settings, source, monkeypatch):
    def crash(*args, **kwargs):
        raise OSError

    Path(settings.STATIC_ROOT).mkdir()
    with monkeypatch.context() as broken:
        broken.setattr(static_files, "call_command", crash)
        with pytest.raises(OSError):
            static_files.collect()
    static_files.collect()
    assert collected(settings).read_text() == "a{}"
