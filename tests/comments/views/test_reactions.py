"""Voting, rating, flagging, muting by form, as a page and in place."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.shortcuts import resolve_url

from comments.models import Comment
from tests.reading import text_of

from ..factories import make_comment, make_discussion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
IN_PLACE = {"hx-request": "true"}


def test_voting_by_form_and_in_place(client, ann):
    discussion = make_discussion("threaded")
    comment = make_comment(discussion)
    address = f"/comments/{comment.pk}/vote/"
    assert client.post(address, {"value": 1}).status_code == 302
    in_place = client.post(address, {"value": -1}, headers=IN_PLACE)
    assert "<output>-1</output>" in in_place.content.decode()
    wrong = client.post(address, {"value": 7})
    assert wrong.status_code == 400
    assert "A vote is for a comment" in text_of(wrong)
    assert Comment.objects.get(pk=comment.pk).score == -1


def test_ones_own_comment_has_no_vote_buttons_and_the_server_refuses(client, ann):
    discussion = make_discussion("threaded")
    comment = make_comment(discussion, author=ann)
    page = client.get(f"/owned/{discussion.owned_discussion.pk}/").content.decode()
    assert "Vote for" not in page
    response = client.post(f"/comments/{comment.pk}/vote/", {"value": 1})
    assert response.status_code == 409


def test_flagging_thanks_and_tells_nobody_who(client, ann, discussion):
    comment = make_comment(discussion)
    address = f"/comments/{comment.pk}/flag/"
    assert client.post(address, {}).status_code == 422
    response = client.post(address, {"reason": "spam", "note": "see"})
    assert "Thank you" in text_of(response)
    assert comment.flags.get().note == "see"


def test_muting_folds_for_me_alone(client, ann, discussion, make_user):
    loud = make_user("loud")
    comment = make_comment(discussion, "LOUD WORDS", author=loud)
    page = f"/owned/{discussion.owned_discussion.pk}/"
    client.post(f"/comments/{comment.pk}/mute/")
    assert "Muted: loud" in text_of(client.get(page))
    client.post(f"/comments/{comment.pk}/mute/", {"unmute": "1"})
    assert "Muted" not in text_of(client.get(page))


def test_rating_by_form_comes_back_where_it_stood(client, ann):
    reviews = make_discussion("reviews")
    response = client.post(f"/discussions/{reviews.pk}/rate/", {"value": 9, "next": "/owned/1/#x"})
    assert response.headers["Location"] == "/owned/1/#x"
    outside = {"value": 8, "next": "https://evil.example/"}
    response = client.post(f"/discussions/{reviews.pk}/rate/", outside)
    assert response.headers["Location"].startswith("/owned/")
    assert reviews.ratings.get().value == 8


@pytest.mark.parametrize("act", ["vote", "flag", "mute", "edit", "withdraw"])
def test_who_is_not_logged_in_is_sent_to_log_in(client, discussion, settings, act):
    comment = make_comment(discussion)
    response = client.post(f"/comments/{comment.pk}/{act}/", {"value": 1})
    assert response.status_code == 302
    assert response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))


def test_after_a_log_in_the_reader_is_on_a_page(client, ann):
    reviews = make_discussion("reviews")
    comment = make_comment(reviews)
    client.logout()
    acts = {
        f"/comments/{comment.pk}/vote/": {"value": 1},
        f"/discussions/{reviews.pk}/rate/": {"value": 5},
        "/accounts/inbox/read/": {},
    }
    for address, data in acts.items():
        response = client.post(address, data)
        target = parse_qs(urlsplit(response.headers["Location"]).query)["next"][0]
        client.force_login(ann)
        assert client.get(target, follow=True).status_code == 200
        client.logout()


def test_a_rating_without_a_value_changes_nothing(client, ann):
    reviews = make_discussion("reviews")
    client.post(f"/discussions/{reviews.pk}/rate/", {"value": 7})
    response = client.post(f"/discussions/{reviews.pk}/rate/")
    assert response.status_code == 400
    assert "from 1 to 10" in text_of(response)
    assert reviews.ratings.get().value == 7
    client.post(f"/discussions/{reviews.pk}/rate/", {"value": ""})
    assert not reviews.ratings.exists()


def test_only_what_is_reviewed_is_rated(client, ann, discussion):
    response = client.post(f"/discussions/{discussion.pk}/rate/", {"value": 3})
    assert response.status_code == 404
