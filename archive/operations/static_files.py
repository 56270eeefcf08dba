"""Collecting static files, and compressing them, once for each set of them."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect():
    """Run `collectstatic`, which takes seconds, unless these very files were collected before."""
    # Written last: after a crash in the middle they are collected again.
    mark = Path(settings.STATIC_ROOT) / ".collected"
    found = _fingerprint()
    if mark.exists() and mark.read_text() == found:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(found)


def _fingerprint():
    """Which files there are to collect, how large, and of when."""
    files = [settings.STORAGES["staticfiles"]["BACKEND"]]
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            files.append(f"{storage.path(path)} {file.st_size} {file.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(files)).encode()).hexdigest()
