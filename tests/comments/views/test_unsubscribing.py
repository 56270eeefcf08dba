"""The links in mails that end them."""

import pytest

from comments.models import (
    Frequency,
)
from comments.notifications import subscriptions, unsubscribing
from comments.notifications.unsubscribing import DAILY, Ending

from ..factories import follows_of, make_discussion

pytestmark = pytest.mark.django_db


def token_of(subscription):
    return Ending(subscription.user_id, "subscription", (subscription.pk,)).token()


def test_opening_the_link_in_a_mail_changes_nothing(client, discussion, anna):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    response = client.get(address)
    assert "No more of these mails?" in response.content.decode()
    assert discussion.title in response.content.decode()
    assert client.head(address).status_code == 200
    assert follows_of(anna) == [(None, "now")]
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_its_button_ends_the_mails_without_a_log_in(discussion, anna):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    response = client.post(address)
    assert response.status_code == 200
    assert "Once a day instead" in response.content.decode()
    assert follows_of(anna) == [(None, "never")]
    response = client.post(address, {"frequency": "daily"})
    assert "Once a day, then" in response.content.decode()
    assert follows_of(anna) == [(None, "daily")]


def test_a_mail_program_ends_them_with_one_click(client, discussion, anna):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert follows_of(anna) == [(None, "never")]
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_the_link_of_a_digest_ends_what_comes_once_a_day_and_nothing_else(
    client, discussion, anna, make_user
):
    subscriptions.follow(anna, discussion, frequency=Frequency.NOW)
    subscriptions.follow(anna, make_discussion(), frequency=Frequency.DAILY)
    other = make_user("other")
    subscriptions.follow(other, discussion, frequency=Frequency.DAILY)
    client.post(f"/unsubscribe/{Ending(anna.pk, DAILY).token()}/")
    assert follows_of(anna) == [(None, "now"), (None, "never")]
    assert follows_of(other) == [(None, "daily")]


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
    assert follows_of(anna) == [(None, "now")]


def test_a_link_made_for_something_else_is_refused(client, discussion, anna):
    from django.core import signing

    subscription = subscriptions.follow(anna, discussion)
    for token in (
        signing.dumps([anna.pk, "subscription", [subscription.pk]], salt="other"),
        signing.dumps([anna.pk, "user", [anna.pk]], salt=unsubscribing.SALT),
    ):
        assert client.post(f"/unsubscribe/{token}/").status_code == 404
    assert follows_of(anna) == [(None, "now")]


def test_an_old_link_says_that_it_has_expired(client, discussion, anna, monkeypatch):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    monkeypatch.setattr(unsubscribing, "LASTS", -1)
    response = client.post(address)
    assert response.status_code == 410
    assert "expired" in response.content.decode()
    assert follows_of(anna) == [(None, "now")]


def test_a_link_to_what_is_not_followed_any_more_says_so(client, discussion, anna):
    address = f"/unsubscribe/{token_of(subscriptions.follow(anna, discussion))}/"
    subscriptions.unfollow(anna, discussion)
    assert "not follow this any more" in client.get(address).content.decode()
    assert "not follow this any more" in client.post(address).content.decode()
