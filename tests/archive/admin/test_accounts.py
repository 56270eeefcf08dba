"""Accounts at the desk: deleting one is like leaving."""

import pytest

from archive.accounts.models import DeletionRequest, User
from archive.privacy import erasure
from comments.actions import rating, voting
from comments.models import Vote
from tests.comments.factories import make_comment, make_discussion
from tests.reading import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


@pytest.fixture
def desk(client, make_user):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def delete(client, user):
    return client.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}, follow=True)


@pytest.fixture
def spoken(reader, make_user):
    """A comment by the reader, and one that the reader voted for."""
    own = make_comment(make_discussion(), "Said.", author=reader)
    other = make_comment(make_discussion(), author=make_user("other"))
    voting.cast(other, reader, 1)
    rating.rate(other.discussion, reader, 7)
    return own, other


def assert_gone(reader, own, other):
    assert not User.objects.filter(pk=reader.pk).exists()
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.author_name, own.text) == ("former member", "Said.")
    assert (other.score, other.discussion.rating_count) == (0, 0)
    assert not Vote.objects.exists()


def test_an_account_that_wrote_and_voted_is_deleted(
    desk, reader, spoken, django_capture_on_commit_callbacks
):
    page = desk.get(f"{LIST}{reader.pk}/delete/")
    assert (page.status_code, "reader" in text_of(page)) == (200, True)
    with django_capture_on_commit_callbacks(execute=True):
        assert "deleted successfully" in text_of(delete(desk, reader))
    assert_gone(reader, *spoken)


def test_several_are_deleted_at_once(desk, reader, spoken, django_capture_on_commit_callbacks):
    chosen = [reader.pk, spoken[1].author_id]
    data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    assert desk.post(LIST, {**data, "post": ""}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(LIST, data, follow=True)
    assert_gone(reader, *spoken)
    assert User.objects.filter(pk__in=chosen).count() == 0


def test_what_fails_is_done_by_the_worker(
    desk, reader, spoken, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(erasure, "_leave", lambda *args: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        delete(desk, reader)
    assert DeletionRequest.objects.filter(user=reader).exists()
    monkeypatch.undo()
    assert erasure.delete_leavers() == 1
    assert_gone(reader, *spoken)


def test_who_may_not_delete_accounts_deletes_none(client, moderator, reader):
    client.force_login(moderator)
    assert delete(client, reader).status_code == 403
    assert User.objects.filter(pk=reader.pk).exists()
