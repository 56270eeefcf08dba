"""No public page asks more than twelve queries, and none asks more of a larger archive."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.models import (
    Award,
    Capture,
    Category,
    Credit,
    Evidence,
    Figure,
    Film,
    Nomination,
    Person,
    Post,
    Source,
    Tag,
    Video,
)
from comments.models import Comment
from tests.comments.factories import make_comment

from ..archive.public_pages import PUBLIC_PAGES

pytestmark = pytest.mark.django_db
MOST = 12
MOST_MORE_WITH_ACCOUNT = 8


def queries(client, address):
    caches["pages"].clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def enlarge(count, mark):
    """Make `count` more of everything that pages list, around the first collection."""
    now = timezone.now()
    tag, category = Tag.objects.get(slug="defectors"), Category.objects.get(slug="north-korea")
    film = Film.objects.get(slug="seoul-train")
    public = {"status": "published", "published_at": now}
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    capture = Capture.objects.get(title="Tag Archives: Defectors")
    nomination = Nomination.objects.filter(film=film).first()
    person = Person.objects.get(slug="jim-butterworth")
    canadian = Award.objects.get(slug="canadian-screen-awards")
    for n in range(count):
        name = f"{mark}-{n}"
        other = Post.objects.create(
            title=name,
            slug=name,
            body="<p>…</p>",
            dated_on=date(2013, 4, 8),
            date_precision="day",
            text_origin="retold",
            **public,
        )
        other.tags.add(tag, Tag.objects.create(name=name, slug=name))
        other.categories.add(category)
        other.films.add(film)
        other.appearances.create(capture=capture, position=1000 + other.pk)
        other_film = Film.objects.create(title=name, slug=name, capture=capture, **public)
        other_film.tags.add(tag)
        other_film.categories.add(category, Category.objects.get(slug="politics"))
        other_film.releases.create(released_on=date(2004, 1, 1), date_precision="year")
        somebody = Person.objects.create(name=name, slug=name)
        Credit.objects.create(film=film, person=somebody, role="cast")
        Credit.objects.create(film=other_film, person=person, role="cast")
        award = Award.objects.create(name=name, slug=name)
        told = Nomination.objects.create(award=award, film=other_film, outcome="won")
        more = Nomination.objects.create(award=canadian, film=other_film, outcome="won")
        for prize in (nomination, told, more):
            Evidence.objects.create(nomination=prize, post=other)
        for owner in (post, other):
            Figure.objects.create(post=owner, name=f"figure-{name}")
            video = Video.objects.create(provider="youtube", provider_id=f"{owner.pk}-{name}")
            owner.post_videos.create(video=video)
        for discussion in (post.discussion, film.discussion, film.reviews, other.discussion):
            root = make_comment(discussion)
            make_comment(discussion, parent=root)
        Source.objects.create(name=name, slug=name)


def test_pages_stay_within_their_budget_at_both_sizes(client):
    enlarge(2, "few")
    small = {address: queries(client, address) for address in PUBLIC_PAGES}
    enlarge(25, "many")
    large = {address: queries(client, address) for address in PUBLIC_PAGES}
    assert {address: count for address, count in large.items() if count > MOST} == {}
    assert large == small


def test_an_account_costs_few_queries_more(client, reader):
    anonymous = {address: queries(client, address) for address in PUBLIC_PAGES}
    client.force_login(reader)
    for address, count in anonymous.items():
        assert queries(client, address) <= count + MOST_MORE_WITH_ACCOUNT, address


def test_a_thread_costs_a_reader_the_same_at_ten_and_at_five_thousand_comments(client, reader):
    film = Film.objects.get(slug="what-north-korean-defectors-think-of-korea")
    client.force_login(reader)
    client.get(film.get_absolute_url())
    counted = []
    for more in (10, 5_000):
        now = timezone.now()
        Comment.objects.bulk_create(
            Comment(
                discussion=film.discussion,
                text=f"Number {n}.",
                html=f"<p>Number {n}.</p>",
                status="published",
                posted_at=now,
                sort_at=now,
                first_published_at=now,
            )
            for n in range(more)
        )
        counted.append(queries(client, film.get_absolute_url()))
    assert counted[0] == counted[1]
    client.logout()
    assert counted[1] <= queries(client, film.get_absolute_url()) + MOST_MORE_WITH_ACCOUNT
