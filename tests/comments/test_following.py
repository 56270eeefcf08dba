"""Following a discussion or the replies to a comment."""

import pytest

from comments.models import Frequency, Subscription
from comments.notifications import subscriptions, unsubscribing
from comments.notifications.unsubscribing import DAILY, Ending
from tests.reading import text_of

from .factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


def states(user):
    rows = Subscription.objects.filter(user=user).order_by("pk")
    return [(row.comment_id, row.frequency) for row in rows]


def test_one_follows_a_discussion_and_the_replies_to_a_comment_apart(discussion, anna):
    comment = make_comment(discussion)
    subscriptions.follow(anna, discussion, frequency=Frequency.DAILY)
    subscriptions.follow(anna, discussion, comment, Frequency.NOW)
    assert states(anna) == [(None, "daily"), (comment.pk, "now")]
    assert subscriptions.unfollow(anna, discussion)
    assert states(anna) == [(comment.pk, "now")]
    assert not subscriptions.unfollow(anna, discussion)


def test_following_again_changes_how_often_mail_comes(discussion, anna):
    subscriptions.follow(anna, discussion)
    subscriptions.follow(anna, discussion, frequency=Frequency.NEVER)
    assert states(anna) == [(None, "never")]


def test_the_button_of_a_discussion_follows_changes_and_stops(client, discussion, anna):
    client.force_login(anna)
    address = f"/discussions/{discussion.pk}/follow/"
    response = client.post(address, {"frequency": "now"})
    assert response.headers["Location"] == f"{discussion.url}#discussion"
    client.post(address, {"frequency": "daily"})
    assert states(anna) == [(None, "daily")]
    client.post(address, {"frequency": "stop"})
    assert states(anna) == []


def test_the_last_button_pressed_counts_where_the_list_is_sent_too(client, discussion, anna):
    client.force_login(anna)
    address = f"/discussions/{discussion.pk}/follow/"
    client.post(address, {"frequency": "now"})
    client.post(address, {"frequency": ["now", "stop"]})
    assert states(anna) == []


def test_the_replies_to_a_comment_are_followed_by_its_own_address(client, discussion, anna):
    comment = make_comment(discussion)
    client.force_login(anna)
    address = f"/comments/{comment.pk}/follow/"
    assert "Stop following" not in text_of(client.get(address))
    response = client.post(address, {"frequency": "now"})
    assert response.headers["Location"] == address
    assert states(anna) == [(comment.pk, "now")]
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
    assert states(anna) == [(held.pk, "daily")]


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
    assert states(anna) == [(None, "now")]
    client.post(address, {"frequency": "stop"})
    assert states(anna) == []


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
    assert states(anna) == []


def test_a_page_offers_to_follow_or_shows_how_often_mail_comes(client, discussion, anna):
    client.force_login(anna)
    assert "Stop following" not in client.get(discussion.url).content.decode()
    subscriptions.follow(anna, discussion, frequency=Frequency.DAILY)
    html = client.get(discussion.url).content.decode()
    assert "Stop following" in html
    assert '<option value="daily" selected>' in html


# Links in mails


def token_of(subscription):
    return Ending(subscription.user_id, "subscription", (subscription.pk,)).token()


def test_opening_the_link_in_a_mail_changes_nothing(client, discussion, anna):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    response = client.get(address)
    assert "No more of these mails?" in response.content.decode()
    assert discussion.title in response.content.decode()
    assert client.head(address).status_code == 200
    assert states(anna) == [(None, "now")]
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_its_button_ends_the_mails_without_a_log_in(discussion, anna):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    response = client.post(address)
    assert response.status_code == 200
    assert "Once a day instead" in response.content.decode()
    assert states(anna) == [(None, "never")]
    response = client.post(address, {"frequency": "daily"})
    assert "Once a day, then" in response.content.decode()
    assert states(anna) == [(None, "daily")]


def test_a_mail_program_ends_them_with_one_click(client, discussion, anna):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert states(anna) == [(None, "never")]
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_the_link_of_a_digest_ends_what_comes_once_a_day_and_nothing_else(
    client, discussion, anna, make_user
):
    subscriptions.follow(anna, discussion, frequency=Frequency.NOW)
    subscriptions.follow(anna, make_discussion(), frequency=Frequency.DAILY)
    other = make_user("other")
    subscriptions.follow(other, discussion, frequency=Frequency.DAILY)
    client.post(f"/unsubscribe/{Ending(anna.pk, DAILY).token()}/")
    assert states(anna) == [(None, "now"), (None, "never")]
    assert states(other) == [(None, "daily")]


def test_a_link_that_somebody_changed_is_refused_in_words(client, discussion, anna, make_user):
    subscription = subscriptions.follow(anna, discussion)
    value, *rest = token_of(subscription).split(":")
    theirs = Ending(make_user("other").pk, "subscription", (subscription.pk,)).token()
    for token in (
        ":".join([value[:-2], *rest]),
        ":".join([theirs.split(":")[0], *rest]),
        "x",
        "é",
    ):
        response = client.post(f"/unsubscribe/{token}/")
        assert response.status_code == 404
        assert "not one of ours" in response.content.decode()
    assert states(anna) == [(None, "now")]


def test_a_link_made_for_something_else_is_refused(client, discussion, anna):
    from django.core import signing

    subscription = subscriptions.follow(anna, discussion)
    for token in (
        signing.dumps([anna.pk, "subscription", [subscription.pk]], salt="other"),
        signing.dumps([anna.pk, "user", [anna.pk]], salt=unsubscribing.SALT),
    ):
        assert client.post(f"/unsubscribe/{token}/").status_code == 404
    assert states(anna) == [(None, "now")]


def test_an_old_link_says_that_it_has_expired(client, discussion, anna, monkeypatch):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    monkeypatch.setattr(unsubscribing, "LASTS", -1)
    response = client.post(address)
    assert response.status_code == 410
    assert "expired" in response.content.decode()
    assert states(anna) == [(None, "now")]


def test_a_link_to_what_is_not_followed_any_more_says_so(client, discussion, anna):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    subscriptions.unfollow(anna, discussion)
    assert "not follow this any more" in client.get(address).content.decode()
    assert "not follow this any more" in client.post(address).content.decode()
