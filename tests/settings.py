"""The archive's settings for its tests: the same file, with an environment made here."""

import os
import tempfile

_var = tempfile.mkdtemp(prefix="archive-tests-")
os.environ |= {
    "ENVIRONMENT": "development",
    "SECRET_KEY": "tests" * 12,
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "VAR_DIR": _var,
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_var}/archive.sqlite3")

from archive.settings import *  # noqa: E402, F403
from archive.settings import CACHES, DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES  # noqa: E402

ROOT_URLCONF = "tests.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.owners"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in earnest: an in-memory database knows neither WAL nor a second process.
    DATABASES["default"]["TEST"] = {"NAME": f"{_var}/test.sqlite3"}
STATIC_ROOT.mkdir(parents=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
