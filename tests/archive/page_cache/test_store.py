"""What is kept stays within its budget, and nobody can fill it with inventions."""

from dataclasses import dataclass

import pytest

from archive.models import Tag
from archive.page_cache.store import SHELVES, BytesCache
from tests.archive.factories import make_post

INVENTIONS = [
    "/?tag=invented",
    "/?page=2",
    "/?utm_source=somewhere",
    "/posts/?page=1",
    "/posts/?page=last",
    "/films/?page=1000000",
    "/films/?tag=invented",
    "/films/?year=1066",
    "/people/?page=01",
    "/tags/defectors/?page=7",
    "/archive/002013/",
    "/archive/2013/04/",
    "/archive/2013/4/?page=9",
    "/posts/north-korean-defectors-beaten-killed/?from=01",
    "/posts/north-korean-defectors-beaten-killed/?sort=invented",
    "/sitemap-posts.xml?page=3",
    "/sitemap-posts.xml?p=01",
    "/discussions/0001/feed/",
    "/robots.txt?x=1",
    "/no-such-page/",
]
KNOWN = [
    "/posts/",
    "/posts/?page=2",
    "/tags/busy/?page=2",
    "/archive/2013/4/",
    "/films/?year=2004",
    "/posts/north-korean-defectors-beaten-killed/?from=2",
    "/sitemap-posts.xml",
    "/ko/archive/2013/",
]


@dataclass(frozen=True)
class Thing:
    size: int


def a_cache(budget):
    cache = BytesCache("of-a-test", {"OPTIONS": {"MAX_BYTES": budget}})
    cache.clear()
    return cache


def kept():
    return SHELVES["pages"].things


def test_what_was_not_asked_for_the_longest_goes_first():
    cache = a_cache(100)
    for name in ("one", "two"):
        cache.set(name, Thing(50))
    assert cache.get("one")
    cache.set("three", Thing(40))
    assert [cache.get(name) is None for name in ("one", "two", "three")] == [False, True, False]


def test_the_bytes_of_what_is_replaced_or_dropped_are_free_again():
    cache = a_cache(100)
    for _time in range(5):
        cache.set("one", Thing(60))
    cache.set("two", Thing(40))
    assert cache.get("one") and cache.get("two")
    cache.delete("one")
    cache.set("three", Thing(60))
    assert cache.get("two") and cache.get("three")


def test_what_is_larger_than_all_room_pushes_nothing_out():
    cache = a_cache(100)
    cache.set("one", Thing(90))
    cache.set("two", Thing(101))
    assert cache.get("one") and cache.get("two") is None


def test_no_room_keeps_nothing():
    cache = a_cache(0)
    cache.set("one", Thing(1))
    assert cache.get("one") is None


def test_the_budget_is_shared_by_all_workers(settings):
    options = settings.CACHES["pages"]["OPTIONS"]
    assert options["MAX_BYTES"] * settings.WORKERS == 48_000_000


@pytest.mark.django_db
@pytest.mark.parametrize("address", INVENTIONS)
def test_an_invention_is_answered_and_not_kept(client, address):
    assert client.get(address).status_code in (200, 404)
    assert not kept()


@pytest.mark.django_db
@pytest.mark.parametrize("address", KNOWN)
def test_what_our_own_links_lead_to_is_kept(client, address, django_assert_num_queries):
    busy = Tag.objects.create(name="Busy", slug="busy")
    for number in range(25):
        post = make_post(f"Post {number}")
        post.tags.add(busy)
    first = client.get(address)
    assert first.status_code == 200
    with django_assert_num_queries(1):
        assert client.get(address).content == first.content


@pytest.mark.django_db
def test_ports_and_hosts_lead_to_one_page_that_names_the_site(client):
    first = client.get("/feed/").content
    for host in ("testserver:1001", "testserver:2002", "localhost"):
        assert client.get("/feed/", headers={"host": host}).content == first
    assert b"http://testserver/" in first
    assert len(kept()) == 1


@pytest.mark.django_db
def test_a_script_name_changes_no_page(client):
    assert b"/evil" not in client.get("/sources/", SCRIPT_NAME="/evil").content
    assert b"/evil" not in client.get("/sources/").content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "squeezed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("x-gzipped", False),
        ("", False),
    ],
)
def test_gzip_is_sent_to_who_takes_it(client, reader, accepted, squeezed):
    headers = {"accept-encoding": accepted}
    assert ("Content-Encoding" in client.get("/posts/", headers=headers).headers) == squeezed
    client.force_login(reader)
    assert squeezed or "Content-Encoding" not in client.get("/posts/", headers=headers).headers
