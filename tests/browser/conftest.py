"""The system's Chromium against a served archive."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.conftest import find_chromium
from tests.serving import PASSWORD, Server

# In milliseconds: as long as playwright waits for everything else.
expect.set_options(timeout=30_000)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_itemcollected(item):
    item.add_marker("browser")


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    """A served archive with the first collection and the demo accounts."""
    with Server(
        tmp_path_factory.mktemp("served"), "browser_tests", RATE_LIMITS="off"
    ).running() as server:
        yield server


@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A browser context that remembers what went wrong on its pages."""

    def __init__(self, chromium, server, **options):
        self.context = chromium.new_context(base_url=server.url, **options)
        self.page = self.context.new_page()
        self.troubles, self.outside = [], []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.context.route("**/*", lambda route: self.let(route, server))

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def let(self, route, server):
        if route.request.url.startswith(server.url):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def log_in(self, name):
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Name or mail address").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/")


@pytest.fixture
def visit(chromium, server):
    """A function that opens a browser window: `visit(**options of the context)`.

    At the end no page may have had an error, nor asked another host for anything, unless the
    test took note of it and cleared the list.
    """
    visits = []

    def make(**options):
        visits.append(Visit(chromium, server, **options))
        return visits[-1]

    yield make
    for one in visits:
        one.context.close()
        assert one.troubles == []
        assert one.outside == []


@pytest.fixture
def page(visit):
    return visit().page
