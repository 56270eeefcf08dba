"""Following a discussion or the replies to a comment."""

import pytest

from comments.models import Frequency, Subscription
from comments.notifications import subscriptions
from tests.reading import text_of

from ..factories import follows_of, make_comment, make_discussion

pytestmark = pytest.mark.django_db


def test_one_follows_a_discussion_and_the_replies_to_a_comment_apart(discussion, anna):
    comment = make_comment(discussion)
    subscriptions.follow(anna, discussion, frequency=Frequency.DAILY)
    subscriptions.follow(anna, discussion, comment, Frequency.NOW)
    assert follows_of(anna) == [(None, "daily"), (comment.pk, "now")]
    assert subscriptions.unfollow(anna, discussion)
    assert follows_of(anna) == [(comment.pk, "now")]
    assert not subscriptions.unfollow(anna, discussion)


def test_following_again_changes_how_often_mail_comes(discussion, anna):
    subscriptions.follow(anna, discussion)
    subscriptions.follow(anna, discussion, frequency=Frequency.NEVER)
    assert follows_of(anna) == [(None, "never")]


def test_the_button_of_a_discussion_follows_changes_and_stops(client, discussion, anna):
    client.force_login(anna)
    address = f"/discussions/{discussion.pk}/follow/"
    response = client.post(address, {"frequency": "now"})
    assert response.headers["Location"] == f"{discussion.url}#discussion"
    client.post(address, {"frequency": "daily"})
    assert follows_of(anna) == [(None, "daily")]
    client.post(address, {"frequency": "stop"})
    assert follows_of(anna) == []


def test_the_last_button_pressed_counts_where_the_list_is_sent_too(client, discussion, anna):
    client.force_login(anna)
    address = f"/discussions/{discussion.pk}/follow/"
    client.post(address, {"frequency": "now"})
    client.post(address, {"frequency": ["now", "stop"]})
    assert follows_of(anna) == []


def test_the_replies_to_a_comment_are_followed_by_its_own_address(client, discussion, anna):
    comment = make_comment(discussion)
    client.force_login(anna)
    address = f"/comments/{comment.pk}/follow/"
    assert "Stop following" not in text_of(client.get(address))
    response = client.post(address, {"frequency": "now"})
    assert response.headers["Location"] == address
    assert follows_of(anna) == [(comment.pk, "now")]
    assert "Stop following" in text_of(client.get(address))


def test_ones_own_comment_leads_to_the_page_for_it(client, discussion, anna, make_user):
    mine = make_comment(discussion, author=anna)
    other = make_comment(discussion, author=make_user("other"))
    client.force_login(anna)
    html = client.get(discussion.url).content.decode()
    assert f'href="/comments/{mine.pk}/follow/"' in html
    assert f'href="/comments/{other.pk}/follow/"' not in html


def test_answers_to_ones_own_comment_are_followed_before_it_is_public(client, discussion, anna):
    held = make_comment(discussion, status="pending", author=anna)
    client.force_login(anna)
    address = f"/comments/{held.pk}/follow/"
    assert client.get(address).status_code == 200
    client.post(address, {"frequency": "daily"})
    assert follows_of(anna) == [(held.pk, "daily")]


def test_the_page_for_answers_asks_to_log_in_and_leads_back(client, discussion):
    comment = make_comment(discussion)
    response = client.get(f"/comments/{comment.pk}/follow/")
    assert f"/login/?next=/comments/{comment.pk}/follow/" in response.headers["Location"]


def test_one_comes_back_to_a_page_of_this_site_and_no_other(client, discussion, anna):
    client.force_login(anna)
    address = f"/discussions/{discussion.pk}/follow/"
    response = client.post(address, {"frequency": "now", "next": "/somewhere/"})
    assert response.headers["Location"] == "/somewhere/"
    response = client.post(address, {"frequency": "now", "next": "https://evil.example/"})
    assert response.headers["Location"] == f"{discussion.url}#discussion"


def test_who_is_not_logged_in_is_sent_to_log_in_and_back_to_the_discussion(client, discussion):
    response = client.post(f"/discussions/{discussion.pk}/follow/", {"frequency": "now"})
    assert "/login/?next=/owned/" in response.headers["Location"]
    assert not Subscription.objects.exists()


def test_where_the_log_in_has_ended_a_script_is_sent_to_log_in_too(client, discussion):
    response = client.post(
        f"/discussions/{discussion.pk}/follow/",
        {"frequency": "now"},
        headers={"HX-Request": "true"},
    )
    assert "/login/?next=/owned/" in response.headers["HX-Redirect"]
    assert not Subscription.objects.exists()


def test_only_a_form_follows(client, discussion, anna):
    client.force_login(anna)
    assert client.get(f"/discussions/{discussion.pk}/follow/").status_code == 405
    response = client.post(f"/discussions/{discussion.pk}/follow/", {"frequency": "hourly"})
    assert response.status_code == 404


def test_what_is_hidden_cannot_be_followed_but_still_be_left(client, anna):
    hidden = make_discussion(is_visible=False)
    subscriptions.follow(anna, hidden)
    client.force_login(anna)
    address = f"/discussions/{hidden.pk}/follow/"
    assert client.post(address, {"frequency": "daily"}).status_code == 404
    assert follows_of(anna) == [(None, "now")]
    client.post(address, {"frequency": "stop"})
    assert follows_of(anna) == []


def test_nobody_learns_where_something_hidden_will_stand(client, anna):
    address = f"/discussions/{make_discussion(is_visible=False).pk}/follow/"
    assert client.post(address, {"frequency": "now"}).status_code == 404
    client.force_login(anna)
    assert client.post(address, {"frequency": "stop"}).status_code == 404


def test_a_comment_that_was_never_public_cannot_be_followed(client, discussion, anna):
    held = make_comment(discussion, status="pending")
    client.force_login(anna)
    address = f"/comments/{held.pk}/follow/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"frequency": "now"}).status_code == 404
    assert follows_of(anna) == []


def test_a_page_offers_to_follow_or_shows_how_often_mail_comes(client, discussion, anna):
    client.force_login(anna)
    assert "Stop following" not in client.get(discussion.url).content.decode()
    subscriptions.follow(anna, discussion, frequency=Frequency.DAILY)
    html = client.get(discussion.url).content.decode()
    assert "Stop following" in html
    assert '<option value="daily" selected>' in html


# Links in mails
