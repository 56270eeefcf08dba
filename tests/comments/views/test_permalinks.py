"""Addresses of comments."""

import pytest

from comments.models import Comment

from ..factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_comment_on_its_page(client):
    comment = make_comment(make_discussion())
    response = client.get(f"/comments/{comment.pk}/")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{comment.discussion.url}#comment-{comment.pk}"


@pytest.mark.parametrize("status", ["removed", "withdrawn"])
def test_a_gone_comment_says_so_and_keeps_its_text_to_itself(client, status):
    comment = make_comment(make_discussion(), "the bad words", status=status)
    response = client.get(f"/comments/{comment.pk}/")
    assert response.status_code == 410
    assert str(comment.gone_text) in response.content.decode()
    assert "the bad words" not in response.content.decode()


@pytest.mark.parametrize("status", ["pending", "rejected", "spam"])
def test_what_was_never_published_is_not_found(client, status):
    comment = make_comment(make_discussion(), status=status)
    assert client.get(f"/comments/{comment.pk}/").status_code == 404


def test_what_flags_have_hidden_is_not_gone_for_good(client):
    comment = make_comment(make_discussion())
    Comment.objects.filter(pk=comment.pk).update(status="pending")
    assert client.get(f"/comments/{comment.pk}/").status_code == 404


def test_a_comment_under_a_hidden_owner_is_not_found(client):
    comment = make_comment(make_discussion(is_visible=False))
    assert client.get(f"/comments/{comment.pk}/").status_code == 404
