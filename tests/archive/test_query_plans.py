"""No query of a public page reads a whole table that grows."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .public_pages import PUBLIC_PAGES
from .test_query_counts import enlarge

pytestmark = pytest.mark.django_db

GROWING = {
    "accounts_user",
    "archive_award",
    "archive_commentappearance",
    "archive_credit",
    "archive_evidence",
    "archive_figure",
    "archive_film",
    "archive_filmvideo",
    "archive_nomination",
    "archive_oldaddress",
    "archive_person",
    "archive_post",
    "archive_post_categories",
    "archive_post_films",
    "archive_film_categories",
    "archive_postappearance",
    "archive_postvideo",
    "archive_release",
    "archive_tag",
    "archive_taggedfilm",
    "archive_taggedpost",
    "archive_video",
    "comments_comment",
    "comments_discussion",
    "comments_rating",
}


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


@pytest.mark.parametrize("address", PAGES)
def test_no_growing_table_is_read_whole(client, address):
    enlarge(10, "more")
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    queries = [query["sql"] for query in captured.captured_queries]
    selects = [sql for sql in queries if sql.startswith("SELECT")]
    scans = {sql: found for sql in selects if (found := full_scans(sql))}
    assert not scans
