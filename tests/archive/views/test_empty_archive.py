"""A fresh archive: every public page without anything in it, and with one thing of each kind."""

import re
from datetime import date
from html import unescape

import pytest
from django.apps import apps
from django.db import connection

from archive.models import (
    Award,
    Capture,
    Category,
    Credit,
    Evidence,
    Figure,
    Nomination,
    Person,
    Source,
    Tag,
    Video,
)
from tests.comments.factories import make_comment
from tests.reading import text_of

from ..factories import make_film, make_post
from ..public_pages import PUBLIC_PAGES

# What stands in the place of what is not there yet. Other lists have words of their own.
SAID_WHEN_EMPTY = {
    "/": [
        "There is no post yet.",
        "Nobody has said anything yet.",
        "There is no film yet.",
    ],
    "/posts/": ["There is no post yet."],
    "/archive/": ["No post has a date yet."],
    "/films/": ["There is no film yet."],
    "/films/?year=2004": ["No film is like that.", "All films"],
    "/films/?category=politics": ["No film is like that.", "All films"],
    "/tags/": ["Nothing is tagged yet."],
    "/people/": ["Nobody is named yet."],
    "/awards/": ["No prize is named yet."],
    "/discussions/": ["Nobody has said anything yet."],
    "/sources/": ["There is no source yet."],
}
# Addresses of one thing, which an empty archive does not have.
OF_ONE_THING = re.compile(
    r"/(posts|films|tags|categories|people|awards|sources)/[\w-]+/|/archive/\d+/"
)
DATE = date(2014, 3, 2)
PAGES_OF_ONE = {
    "/": ["The only post", "The only film", "The only comment"],
    "/posts/": ["The only post", "1 response"],
    "/posts/the-only-post/": [
        "2 March 2014",
        "The only caption",
        "Filed under: The only drawer",
        "Tagged: The only tag",
        "Prizes in this post",
        "The only prize",
        "soundoff (1 Response)",
        "1 of them comes from the captured page.",
    ],
    "/archive/": ["2014 1 post"],
    "/archive/2014/": ["The only post"],
    "/archive/2014/3/": ["The only post"],
    "/archive/2014/3/2/": ["The only post"],
    "/films/": ["The only film"],
    "/films/the-only-film/": ["The only person", "The only prize", "Post a comment"],
    "/tags/": ["The only tag", "Filed under The only drawer"],
    "/tags/the-only-tag/": ["The only post", "1 response", "The only film"],
    "/categories/the-only-drawer/": ["The only post", "The only film"],
    "/people/": ["The only person"],
    "/people/the-only-person/": ["The only film", "The only prize", "The only post"],
    "/awards/": ["The only prize"],
    "/awards/the-only-prize/": ["2014", "The only film", "Told by: The only post"],
    "/discussions/": ["The only comment"],
    "/sources/": ["The only source", "1 captured page"],
    "/sources/the-only-source/": ["We hold 1 post of it.", "The only post", "The only film"],
    "/feed/": ["Text."],
    "/sitemap-posts.xml": ["the-only-post"],
}


@pytest.fixture
def empty_archive(db):
    """Not a row of the collection. (The order does not matter: references are looked at last.)"""
    with connection.cursor() as cursor:
        for app in ("archive", "comments"):
            for model in apps.get_app_config(app).get_models(include_auto_created=True):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


@pytest.fixture
def one_of_each(empty_archive):
    """One post with everything a post can have, and through it one of each other kind."""
    source = Source.objects.create(name="The only source", slug="the-only-source")
    tag = Tag.objects.create(name="The only tag", slug="the-only-tag")
    drawer = Category.objects.create(name="The only drawer", slug="the-only-drawer")
    capture = Capture.objects.create(
        source=source, kind="tag", title="The only page", sha256="0" * 64, tag=tag
    )
    film = make_film("The only film", slug="the-only-film", capture=capture)
    film.releases.create(released_on=DATE, date_precision="year")
    post = make_post(
        "The only post",
        slug="the-only-post",
        body='<p>Text.</p><figure data-figure="one"></figure><figure data-video="v1"></figure>',
        text_origin="retold",
        dated_on=DATE,
        date_precision="day",
    )
    post.appearances.create(capture=capture, position=1)
    for thing in (post, film):
        thing.tags.add(tag)
        thing.categories.add(drawer)
    Tag.objects.recount()
    post.films.add(film)
    Figure.objects.create(post=post, name="one", caption="The only caption")
    post.post_videos.create(video=Video.objects.create(provider="vimeo", provider_id="v1"))
    person = Person.objects.create(name="The only person", slug="the-only-person")
    Credit.objects.create(film=film, person=person, role="director")
    prize = Award.objects.create(name="The only prize", slug="the-only-prize")
    won = Nomination.objects.create(
        award=prize, film=film, outcome="won", given_on=DATE, date_precision="year"
    )
    Evidence.objects.create(nomination=won, post=post)
    make_comment(
        post.discussion, "The only comment", text_origin="retold", archived_name="Somebody"
    )


def assert_no_dead_navigation(response):
    """Nothing to turn or to narrow where nothing is, and no list without an item."""
    html = response.content.decode()
    assert 'rel="next"' not in html
    assert 'rel="prev"' not in html
    assert "Page 1" not in text_of(response)
    assert not re.search(r"<(ul|ol|dl|nav)\b[^>]*>\s*</\1>", html)


@pytest.mark.parametrize("language", ["", "/ko"])
@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_page_of_an_empty_archive_says_so(client, empty_archive, address, language):
    if language and address.endswith((".xml", ".txt")):
        language = ""
    response = client.get(language + address)
    assert response.status_code == (404 if OF_ONE_THING.match(address) else 200)
    assert_no_dead_navigation(response)
    if not language:
        text = text_of(response)
        for sentence in SAID_WHEN_EMPTY.get(address, []):
            assert sentence in text
        if response.status_code == 404:
            assert "There is nothing at this address" in text


@pytest.mark.parametrize("address", PAGES_OF_ONE)
def test_a_page_with_one_thing_speaks_of_one(client, one_of_each, address):
    response = client.get(address)
    assert response.status_code == 200
    assert_no_dead_navigation(response)
    text = text_of(response)
    for words in PAGES_OF_ONE[address]:
        assert words in text
    assert not re.search(r"\b1 (posts|responses|comments|captured pages|answers|votes)\b", text)


def walk(client, start="/"):
    """Follow every link inside the archive; returns the pages seen with their status."""
    seen, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address, follow=True)
        seen[address] = response.status_code
        found = re.findall(r'(?:href|src)="(/[^"#]*)', response.content.decode())
        waiting += [
            link for link in map(unescape, found) if not link.startswith(("/static", "/accounts"))
        ]
    return seen


@pytest.mark.parametrize("archive", ["empty_archive", "one_of_each"])
def test_no_link_leads_nowhere(client, request, archive):
    request.getfixturevalue(archive)
    seen = walk(client)
    assert {"/posts/", "/sources/", "/ko/", "/feed/"} <= seen.keys()
    assert set(seen.values()) == {200}


@pytest.mark.parametrize(
    ("make", "address", "words"),
    [
        (lambda: make_film(slug="bare"), "/films/bare/", "A film"),
        (lambda: make_post(slug="bare"), "/posts/bare/", "A post"),
        (
            lambda: Person.objects.create(name="Nobody yet", slug="bare"),
            "/people/bare/",
            "No film of theirs is in the archive yet.",
        ),
        (
            lambda: Award.objects.create(name="New prize", slug="bare"),
            "/awards/bare/",
            "No result is known yet.",
        ),
        (
            lambda: Source.objects.create(name="New site", slug="bare"),
            "/sources/bare/",
            "No page was captured yet.",
        ),
        (
            lambda: Tag.objects.create(name="New tag", slug="bare"),
            "/tags/bare/",
            "Nothing has this tag yet.",
        ),
        (
            lambda: Category.objects.create(name="New drawer", slug="bare"),
            "/categories/bare/",
            "Nothing is filed here yet.",
        ),
    ],
)
def test_a_thing_that_touches_no_other_has_a_whole_page(
    client, empty_archive, editor, make, address, words
):
    """To an editor, who is about to use it; others see it once something public has it."""
    client.force_login(editor)
    make()
    response = client.get(address)
    assert response.status_code == 200
    assert_no_dead_navigation(response)
    assert words in text_of(response)


def test_a_tag_that_only_films_have_is_not_called_empty(client, empty_archive):
    make_film("Tagged film").tags.add("Alone")
    text = text_of(client.get("/tags/alone/"))
    assert "Tagged film" in text
    assert "Nothing has this tag yet." not in text
