"""Questions of an editor about a passage, and how many answered."""

import pytest

from comments.models import Comment, Rating
from tests.comments.factories import make_comment
from tests.reading import assert_in_order, text_of

from ..factories import make_film, make_post

pytestmark = pytest.mark.django_db

ASKED = '<p>They <mark data-question="q-1" data-ask="Would you?">crossed the ice</mark>.</p>'


def answer(discussion, **fields):
    return make_comment(discussion, passage="q-1", quote="crossed the ice", **fields)


def test_readers_see_the_question_and_how_many_answered(client):
    post = make_post(body=ASKED)
    answer(post.discussion)
    answer(post.discussion)
    answer(post.discussion, status=Comment.Status.PENDING)
    text = text_of(client.get(post.get_absolute_url()))
    assert_in_order(text, ["crossed the ice", "Would you?", "2 answers"])


def test_a_film_shows_answers_and_the_figures_of_its_ratings(client, make_user):
    film = make_film(synopsis=ASKED)
    answer(film.discussion)
    for value in range(1, 7):
        person = make_user(f"person{value}")
        Rating.objects.create(discussion=film.reviews, user=person, value=value)
    film.reviews.rating_count = 6
    film.reviews.save()
    text = text_of(client.get(film.get_absolute_url()))
    assert "1 answer" in text


@pytest.fixture
def answering(client, editor, settings):
    settings.RATE_LIMITS = False
    client.force_login(editor)
    return client


def test_an_answer_quotes_what_the_passage_says_and_nothing_else(answering):
    post = make_post(body=ASKED)
    address = f"/discussions/{post.discussion_id}/write/"
    assert "crossed the ice" in text_of(answering.get(f"{address}?passage=q-1"))
    forged = {"quote": "They are vermin", "passage": "q-1", "text": "I think so."}
    answering.post(address, forged)
    forged |= {"passage": "p1", "text": "I agree."}
    answering.post(address, forged)
    text = text_of(answering.get(post.get_absolute_url()))
    assert "on: “crossed the ice”" in text
    assert "I agree." in text
    assert "vermin" not in text


@pytest.mark.parametrize("of", ["post", "film"])
def test_an_answer_in_place_leads_back_to_the_passage(answering, of):
    owner = make_post(body=ASKED) if of == "post" else make_film(synopsis=ASKED)
    address = f"/discussions/{owner.discussion_id}/write/"
    answering.post(address, {"passage": "q-1", "text": "I think so."})
    headers = {"hx-request": "true", "hx-current-url": owner.get_absolute_url()}
    again = answering.post(address, {"text": "Something else."}, headers=headers)
    assert "on: “crossed the ice”" in text_of(again)
    assert "has changed since" not in text_of(again)


def test_a_changed_body_keeps_the_answers_with_the_passage_they_were_about(client):
    post = make_post(body=ASKED)
    answer(post.discussion)
    post.body = "<p>They walked.</p>"
    post.save()
    text = text_of(client.get(post.get_absolute_url()))
    assert "crossed the ice" in text
