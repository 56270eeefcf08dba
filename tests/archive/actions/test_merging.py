"""Merging what was entered twice."""

import pytest

from archive.actions import merging
from archive.models import Credit, Film, Person, Tag
from comments.models import Comment, Rating
from tests.comments.factories import make_comment
from tests.reading import text_of

from ..factories import make_film, make_post
from ..forms import address

pytestmark = pytest.mark.django_db


def test_a_merged_tag_keeps_all_posts_once_and_its_old_address(client):
    both, one = make_post("Both"), make_post("One")
    both.tags.add("Films", "Film")
    one.tags.add("Film")
    stays, goes = Tag.objects.get(name="Films"), Tag.objects.get(name="Film")
    merging.merge(stays, goes)
    text = text_of(client.get("/tags/films/"))
    assert text.count("Both") >= 1
    assert "One" in text
    assert list(both.tags.values_list("name", flat=True)) == ["Films"]
    assert client.get("/tags/film/").headers["Location"] == "/tags/films/"
    assert not Tag.objects.filter(name="Film").exists()


def test_a_dry_run_says_the_same_and_writes_nothing():
    stays = Tag.objects.get(slug="defectors")
    goes = Tag.objects.get(slug="south-korea")
    before = sorted(Tag.objects.values_list("slug", flat=True))
    told = merging.merge(stays, goes, dry_run=True)
    assert sorted(Tag.objects.values_list("slug", flat=True)) == before
    assert [(m.label, m.moved, m.dropped) for m in told] == [
        (m.label, m.moved, m.dropped) for m in merging.merge(stays, goes)
    ]
    assert any((m.moved, m.dropped) == (8, 2) for m in told)


def test_a_merged_person_keeps_each_credit_once(client):
    jim = Person.objects.get(slug="jim-butterworth")
    twin = Person.objects.create(name="James Butterworth", slug="james-butterworth")
    other = make_film("Another film")
    seoul_train = Film.objects.get(slug="seoul-train")
    Credit.objects.create(film=seoul_train, person=twin, role="director")
    Credit.objects.create(film=other, person=twin, role="director")
    merging.merge(jim, twin)
    assert jim.credits.filter(film=seoul_train, role="director").count() == 1
    assert "Another film" in text_of(client.get("/people/jim-butterworth/"))
    assert client.get("/people/james-butterworth/").status_code == 301


def test_merged_films_keep_both_threads_ratings_and_titles(client, make_user):
    stays, goes = make_film("The Film"), make_film("Film, The")
    ann, bob = make_user("ann"), make_user("bob")
    make_comment(stays.discussion, "here")
    make_comment(goes.discussion, "there")
    make_comment(stays.reviews, "my review", kind="review", author=ann)
    make_comment(goes.reviews, "my other review", kind="review", author=ann)
    for film, user, value in ((stays, ann, 8), (goes, ann, 2), (goes, bob, 6)):
        Rating.objects.create(discussion=film.reviews, user=user, value=value)
    old = goes.get_absolute_url()
    merging.merge(stays, goes)
    text = text_of(client.get(stays.get_absolute_url()))
    for said in ("here", "there", "my review", "my other review", "Film, The"):
        assert said in text
    stays = Film.objects.get(pk=stays.pk)
    assert (stays.reviews.rating_count, stays.reviews.rating_sum) == (2, 14)
    assert Comment.objects.filter(author=ann, kind="review").count() == 1
    assert client.get(old).headers["Location"] == stays.get_absolute_url()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Shin", "Shin, Ann"),
        ("Ann Shin", "ann  shin"),
        ("Luka Savić", "Luka Savic"),
        ("Jim Butterworth", "Jim Buterworth"),
    ],
)
def test_names_that_may_be_one_are_suggested(one, other):
    (pair,) = merging.suggestions([one, other], str)
    assert set(pair) == {one, other}


@pytest.mark.parametrize(("one", "other"), [("Ann Shin", "Ann Chin Lee"), ("2004", "2014 films")])
def test_names_that_are_not_alike_are_not(one, other):
    assert merging.suggestions([one, other], str) == []


def test_an_editor_merges_two_people_after_a_look(client, editor):
    client.force_login(editor)
    jim = Person.objects.get(slug="jim-butterworth")
    twin = Person.objects.create(name="Jim Buterworth", slug="jim-buterworth")
    assert "/person/duplicates/" in client.get(address(Person, "changelist")).content.decode()
    page = client.get("/admin/archive/person/duplicates/")
    assert "Jim Buterworth" in text_of(page)
    chosen = {"action": "merge_chosen", "_selected_action": [jim.pk, twin.pk], "stays": jim.pk}
    looked = client.post(address(Person, "changelist"), chosen)
    assert "What would happen if “Jim Butterworth” stays" in text_of(looked)
    assert Person.objects.filter(pk=twin.pk).exists()
    client.post(address(Person, "changelist"), chosen | {"merge": "1"})
    assert not Person.objects.filter(pk=twin.pk).exists()
