"""What is not public is named and counted nowhere, and what only that has is not public either."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import (
    Award,
    Capture,
    Category,
    Credit,
    Evidence,
    Nomination,
    Person,
    Source,
    Tag,
)
from tests.reading import assert_in_order, text_of

from ..factories import make_film, make_post

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": {"status": "draft", "published_at": None},
    "scheduled": {"published_at": timezone.now() + timedelta(days=3)},
    "withdrawn": {"status": "withdrawn"},
}


@pytest.fixture(params=HIDDEN)
def hidden(request):
    """The fields of a post or a film that is not public."""
    return HIDDEN[request.param]


@pytest.fixture
def award():
    return Award.objects.create(name="Known prize", slug="known-prize")


def make_prize(award, *, post=None, capture=None, **fields):
    """A prize that a post or a captured page tells."""
    won = Nomination.objects.create(award=award, outcome="won", **fields)
    Evidence.objects.create(nomination=won, post=post, capture=capture)
    return won


def tag_it(thing):
    tag = Tag.objects.create(name="Its secret", slug="its-secret")
    thing.tags.add(tag)
    return tag


def file_it(thing):
    drawer = Category.objects.create(name="Its secret", slug="its-secret")
    thing.categories.add(drawer)
    return drawer


def credit_it(film):
    person = Person.objects.create(name="Its secret", slug="its-secret")
    Credit.objects.create(film=film, person=person, role="director")
    return person


def honour_it(film):
    award = Award.objects.create(name="Its secret", slug="its-secret")
    make_prize(award, film=film, post=make_post("Told here"))
    return award


def capture_it(thing):
    source = Source.objects.create(name="Its secret", slug="its-secret")
    capture = Capture.objects.create(source=source, kind="film", title="Page", sha256="a" * 64)
    if hasattr(thing, "appearances"):
        thing.appearances.create(capture=capture)
    else:
        type(thing).objects.filter(pk=thing.pk).update(capture=capture)
    return source


@pytest.mark.parametrize(
    ("make", "give", "section"),
    [
        (make_post, tag_it, "tags"),
        (make_film, tag_it, "tags"),
        (make_post, file_it, "categories"),
        (make_film, file_it, "categories"),
        (make_film, credit_it, "people"),
        (make_film, honour_it, "awards"),
        (make_post, capture_it, "sources"),
        (make_film, capture_it, "sources"),
    ],
)
def test_what_only_a_hidden_thing_has_is_public_from_the_moment_that_thing_is(
    client, editor, hidden, make, give, section
):
    thing = make("Hidden", **hidden)
    page = give(thing).get_absolute_url()
    lists = ["/tags/" if section == "categories" else f"/{section}/", f"/sitemap-{section}.xml"]

    def seen():
        named = ["its secret" in text_of(client.get(lists[0])).lower()]
        named += ["its-secret" in client.get(lists[1]).content.decode()]
        return [*named, client.get(page).status_code == 200]

    assert seen() == [False, False, False]
    if section == "tags":
        assert client.get(f"{page}feed/").status_code == 404
    client.force_login(editor)
    assert client.get(page).status_code == 200
    client.logout()
    now = timezone.now()
    type(thing).objects.filter(pk=thing.pk).update(status="published", published_at=now)
    Tag.objects.recount()
    assert seen() == [True, True, True]


def test_a_tag_is_as_large_as_what_is_public_makes_it(client):
    for fields in ({}, {}, HIDDEN["scheduled"]):
        make_post(**fields).tags.add("Counted")
    assert "Counted 2" in text_of(client.get("/tags/"))


def test_nobody_follows_a_tag_that_only_hidden_things_have(client, reader, hidden):
    tag = tag_it(make_post(**hidden))
    client.force_login(reader)
    response = client.post(f"{tag.get_absolute_url()}follow/", {"frequency": "now"})
    assert response.status_code == 404


def test_a_hidden_post_is_no_evidence_and_what_it_alone_tells_is_no_prize_yet(
    client, hidden, award
):
    film = make_film("Known film")
    make_prize(award, film=film, post=make_post("Not told yet", **hidden))
    for page in (film.get_absolute_url(), "/awards/", "/films/"):
        text = text_of(client.get(page))
        assert "Not told yet" not in text
        assert "Known prize" not in text
    assert client.get(award.get_absolute_url()).status_code == 404
    make_prize(award, film=film, post=make_post("Told already"), category="Second")
    for page in (film.get_absolute_url(), award.get_absolute_url()):
        text = text_of(client.get(page))
        assert "Told already" in text
        assert "Not told yet" not in text
    assert "Known prize" in text_of(client.get("/films/"))


def test_a_hidden_film_is_not_named_by_the_post_that_tells_its_prize(client, hidden, award):
    post = make_post("Public")
    post.tags.add("Read in full")
    make_prize(award, film=make_film("Secret film", **hidden), post=post)
    for page in (post.get_absolute_url(), "/tags/read-in-full/", "/feed/", "/awards/"):
        text = client.get(page).content.decode()
        assert "Secret film" not in text
        assert "Known prize" not in text


def test_a_source_neither_names_nor_counts_what_is_hidden(client, hidden):
    source = Source.objects.create(name="Site", slug="site")
    pages = [
        Capture.objects.create(source=source, kind="tag", title=title, sha256=title[0] * 64)
        for title in ("a page", "b secret page")
    ]
    make_post("Public").appearances.create(capture=pages[0], position=1)
    for place, page in enumerate(pages, 2):
        make_post("Hidden", **hidden).appearances.create(capture=page, position=place)
    text = text_of(client.get("/sources/site/"))
    assert "a page" in text
    assert "We hold 1 post of it." in text
    assert "secret page" not in text
    assert "1 captured page" in text_of(client.get("/sources/")).split("Site", 1)[1]


def test_a_prize_for_people_names_them_wherever_it_is_told(client, award):
    post = make_post("Told here")
    post.tags.add("Read in full")
    make_prize(award, post=post).people.add(
        Person.objects.create(name="Anna Winner", slug="anna-winner"),
        Person.objects.create(name="Ben Winner", slug="ben-winner"),
    )
    pages = [post.get_absolute_url(), "/tags/read-in-full/", award.get_absolute_url()]
    for page in pages:
        response = client.get(page)
        assert_in_order(text_of(response), ["Anna Winner", "Ben Winner"])
        assert "None" not in text_of(response)
        assert 'href="#prizes"' not in response.content.decode()
    assert_in_order(text_of(client.get("/people/anna-winner/")), ["Known prize", "won"])
    assert "Anna Winner" in text_of(client.get("/people/"))


def test_a_prize_for_nobody_in_particular_is_told_too(client, award):
    make_prize(award, post=make_post("Told here"), category="For all")
    assert "won, For all" in text_of(client.get(award.get_absolute_url()))
