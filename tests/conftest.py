"""What all tests share: who may do what, and the rules for tests that need something."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import caches

CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
CAPTURES_DIR = os.environ.get("CAPTURES_DIR")


def find_chromium():
    """The path of the system's Chromium or Chrome, or None."""
    found = filter(None, map(shutil.which, CHROMIUM_NAMES))
    return os.environ.get("CHROMIUM") or next(found, None)


def pytest_configure(config):
    """A place where servers share what they have collected; workers inherit its name."""
    if "TESTS_STATIC" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="archive-static-")
        os.environ["TESTS_STATIC"] = folder.name
        config.add_cleanup(folder.cleanup)


def pytest_itemcollected(item):
    """The tests of a file that start servers stay together, so that they can share one."""
    if any(item.iter_markers("served")) or any(item.iter_markers("browser")):
        item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what needs the captured pages, skip what needs a browser, where there is none.

    What takes longest begins first; other tests then fill what remains of the other workers.
    """
    if not CAPTURES_DIR:
        left_out = [item for item in items if item.get_closest_marker("captures")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    if not find_chromium():
        skip = pytest.mark.skip(reason="no Chromium: install it (Debian: apt install chromium)")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(skip)
    result = yield
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
    return result


def pytest_sessionfinish(session):
    """In CI nothing may be skipped. Workers have no reporter: what they tell is counted once."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter and reporter.stats.get("skipped")
    if os.environ.get("CI") and skipped and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """What long tests counted (tests/soak), wherever they ran."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    for report in reports:
        lines = [line for name, line in report.user_properties if name == "figures"]
        if lines and report.when == "call":
            terminalreporter.section(report.nodeid)
            for line in lines:
                terminalreporter.line(line)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The first collection is in the database of every test, as on every fresh site."""
    if apps.is_installed("archive"):
        from django.core.management import call_command

        with django_db_blocker.unblock():
            call_command("load_collection", verbosity=0)


@pytest.fixture(autouse=True)
def empty_caches(settings):
    """A database that is rolled back brings old versions back: nothing may be kept over it."""
    for alias in settings.CACHES:
        caches[alias].clear()


@pytest.fixture
def make_user(db):
    """A function that makes an account, in a group if one is named."""

    def make(username, group=None, **fields):
        user = get_user_model().objects.create_user(
            username, f"{username}@example.org", "correct horse", **fields
        )
        if apps.is_installed("allauth.account"):
            from archive.accounts.email_addresses import vouch_for

            vouch_for(user)
        if group:
            from django.contrib.auth.models import Group

            user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def reader(make_user):
    return make_user("reader")


@pytest.fixture
def editor(make_user):
    return make_user("editor", "Editors", is_staff=True)


@pytest.fixture
def moderator(make_user):
    return make_user("moderator", "Moderators", is_staff=True)


@pytest.fixture
def captures():
    """The captured pages by the three digits their names begin with."""
    return {path.name[:3]: path for path in Path(CAPTURES_DIR).glob("[0-9]*.txt")}
