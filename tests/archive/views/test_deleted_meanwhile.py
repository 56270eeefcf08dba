"""Somebody whose account is deleted while they write, vote, rate or flag."""

import pytest
from django.utils import timezone

from archive.accounts.models import DeletionRequest, User
from archive.models import Film
from archive.privacy import erasure
from comments.actions import flagging, posting, rating, voting
from comments.models import Comment, Flag, Rating, Vote
from tests.comments.factories import make_comment

from ..factories import make_post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def comment(make_user):
    return make_comment(make_post("One").discussion, "Said.", author=make_user("anna"))


@pytest.fixture
def gone(client, reader, monkeypatch):
    """The reader is logged in, and deleted when an act is about to begin."""
    client.force_login(reader)

    def delete_first(act):
        def acting(*args, **kwargs):
            if deletion := DeletionRequest.objects.filter(user=reader.pk).first():
                erasure.delete(deletion)
            return act(*args, **kwargs)

        return acting

    DeletionRequest.objects.create(user=reader, due_at=timezone.now())
    for module, name in (
        (posting, "submit"),
        (voting, "cast"),
        (rating, "rate"),
        (flagging, "flag"),
    ):
        monkeypatch.setattr(module, name, delete_first(getattr(module, name)))


def assert_asked_to_log_in(response):
    assert not User.objects.filter(username="reader").exists()
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/?next=")


def test_the_text_is_kept_for_who_logs_in_again(client, gone, comment, make_user):
    address = f"/discussions/{comment.discussion_id}/write/"
    assert_asked_to_log_in(client.post(address, {"text": "What I wrote."}))
    assert not Comment.objects.filter(text="What I wrote.").exists()
    client.force_login(make_user("ben"))
    assert "What I wrote." in client.get(address).content.decode()


def test_an_answer_is_kept_too(client, gone, comment):
    response = client.post(f"/comments/{comment.pk}/reply/", {"text": "What I answered."})
    assert_asked_to_log_in(response)
    assert "What I answered." in str(dict(client.session.items()))


def test_a_vote_in_place_leads_to_the_log_in(client, gone, comment):
    address = f"/comments/{comment.pk}/vote/"
    response = client.post(address, {"value": 1}, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"].startswith("/accounts/login/")
    assert not Vote.objects.exists()
    comment.refresh_from_db()
    assert comment.score == 0


def test_a_vote_leads_to_the_log_in(client, gone, comment):
    assert_asked_to_log_in(client.post(f"/comments/{comment.pk}/vote/", {"value": 1}))


def test_a_rating_leads_to_the_log_in(client, gone):
    film = Film.objects.create(
        title="Film", slug="film", status="published", published_at=timezone.now()
    )
    assert_asked_to_log_in(client.post(f"/discussions/{film.reviews_id}/rate/", {"value": 7}))
    assert not Rating.objects.exists()


def test_a_flag_leads_to_the_log_in(client, gone, comment):
    assert_asked_to_log_in(client.post(f"/comments/{comment.pk}/flag/", {"reason": "spam"}))
    assert not Flag.objects.exists()
