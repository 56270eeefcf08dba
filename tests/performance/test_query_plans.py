"""No query of a public page reads a whole table that grows."""

import re

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ..archive.public_pages import PUBLIC_PAGES
from .test_query_counts import enlarge

pytestmark = pytest.mark.django_db

# Tables that an editor fills by hand, a few rows a year, and those that are kept short.
SMALL = {
    "archive_capture",
    "archive_category",
    "archive_pagebump",
    "archive_pageversion",
    "archive_source",
}
GROWING = {
    model._meta.db_table
    for app in ("accounts", "archive", "comments")
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
} - SMALL


def plan(sql):
    """The lines of the plan that the database makes for a query."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return [row[3] for row in cursor.fetchall()]
        # A small table is read whole whatever its indexes: forbid that, and see what is left.
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        lines = [row[0] for row in cursor.fetchall()]
        cursor.execute("SET enable_seqscan = on")
        return lines


def full_scans(sql):
    """The lines of the plan in which a growing table is read from end to end."""
    is_cut_off = re.search(r"\bLIMIT \d+", sql)
    found = []
    for line in plan(sql):
        if connection.vendor == "sqlite":
            scan = re.match(r"SCAN (\w+)(.*)", line)
            # Walking along an index is fine where the walk is cut off.
            if scan and scan[1] in GROWING and not ("INDEX" in scan[2] and is_cut_off):
                found.append(line)
        elif (scan := re.search(r"Seq Scan on (\w+)", line)) and scan[1] in GROWING:
            found.append(line)
    return found


# A sitemap names every page there is, so it reads them all.
PAGES = [address for address in PUBLIC_PAGES if "sitemap" not in address]


def scans(client, address):
    """Each query of a page that reads a growing table whole, with those lines of its plan."""
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    queries = [query["sql"] for query in captured.captured_queries]
    selects = [sql for sql in queries if sql.startswith("SELECT")]
    return {sql: found for sql in selects if (found := full_scans(sql))}


OWN_PAGES = [
    "/readers/reader/",
    "/accounts/comments/",
    "/accounts/votes/",
    "/accounts/ratings/",
    "/accounts/follows/",
    "/accounts/inbox/",
]


@pytest.mark.parametrize("who", ["anonymous", "reader"])
def test_no_growing_table_is_read_whole(client, reader, who):
    enlarge(10, "more")
    pages = PAGES
    if who == "reader":
        client.force_login(reader)
        pages = [*PAGES, *OWN_PAGES]
    found = {address: scans(client, address) for address in pages}
    assert {address: said for address, said in found.items() if said} == {}
