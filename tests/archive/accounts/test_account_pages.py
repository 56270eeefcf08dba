"""A person's own pages about the account: mail address, password, settings, log-ins."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from archive.accounts.deletion import GRACE
from archive.accounts.models import User
from tests.reading import assert_in_order, text_of

from ..account_flows import LOGIN, PASSWORD, code_in, log_in, log_in_anew, newest_mail

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/email/"
CONFIRM_ADDRESS = "/accounts/confirm-email/"
RESET = "/accounts/password/reset/"
RESET_CODE = "/accounts/password/reset/confirm/"
RESET_END = "/accounts/password/reset/complete/"
NEWS = "/posts/north-korean-defectors-beaten-killed/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"


def change_address(client, email):
    return client.post(ADDRESS, {"email": email, "action_add": ""}, follow=True)


# Passwords


def test_a_forgotten_password_is_set_anew_with_a_code_and_one_lands_where_one_was(client, reader):
    client.post(RESET, {"email": "Reader@example.org", "next": NEWS})
    code = code_in(newest_mail("reader@example.org"))
    assert "not correct" in text_of(client.post(RESET_CODE, {"code": "0000-0000", "next": NEWS}))
    response = client.post(RESET_CODE, {"code": code, "next": NEWS}, follow=True)
    form = {"password1": PASSWORD, "next": NEWS}
    response = client.post(response.redirect_chain[-1][0], form)
    assert response.headers["Location"] == NEWS
    assert "Log out" in text_of(client.get(NEWS))
    assert "You have a new password" in mail.outbox[-1].subject
    other = Client()
    assert log_in(other, "reader", "correct horse").status_code == 200
    assert log_in(other, "reader", PASSWORD).status_code == 302


def test_a_reset_looks_alike_for_addresses_with_and_without_an_account(client, reader):
    seen = []
    for one, email in ((client, "reader@example.org"), (Client(), "nobody@example.org")):
        pages = [one.post(RESET, {"email": email}), one.get(RESET_CODE)]
        pages += [one.post(RESET_CODE, {"code": "0000-0000"}, follow=True) for _ in range(5)]
        seen.append([(page.status_code, text_of(page).replace(email, "…")) for page in pages])
    assert seen[0] == seen[1]
    assert code_in(newest_mail("reader@example.org"))
    assert code_in(newest_mail("nobody@example.org")) is None


def test_nobody_gets_to_a_new_password_without_the_code(client, reader):
    client.post(RESET, {"email": "reader@example.org"})
    response = client.post(RESET_END, {"password1": PASSWORD}, follow=True)
    assert "Set password and log in" not in text_of(response)
    assert User.objects.get(pk=reader.pk).check_password("correct horse")


def test_a_changed_password_ends_all_other_log_ins(client, reader):
    other = Client()
    log_in(client, "reader")
    log_in(other, "reader")
    form = {"oldpassword": "wrong", "password1": PASSWORD}
    response = client.post("/accounts/password/change/", form)
    assert "This password is not correct" in text_of(response)
    form["oldpassword"] = "correct horse"
    response = client.post("/accounts/password/change/", form, follow=True)
    assert "Your password is changed" in text_of(response)
    assert "Your account" in text_of(client.get("/accounts/"))
    assert other.get("/accounts/").status_code == 302
    assert "Your password was changed" in newest_mail("reader@example.org").subject


# Mail addresses


def test_a_new_address_counts_once_its_code_is_typed(client, reader):
    log_in_anew(client, reader)
    response = change_address(client, "new@example.org")
    assert response.redirect_chain[-1][0] == CONFIRM_ADDRESS
    assert User.objects.get(pk=reader.pk).email == "reader@example.org"
    code = code_in(newest_mail("new@example.org"))
    response = client.post(CONFIRM_ADDRESS, {"code": code}, follow=True)
    assert "Your mail address is new@example.org" in text_of(response)
    assert User.objects.get(pk=reader.pk).email == "new@example.org"
    told = newest_mail("reader@example.org")
    assert "Your mail address is now new@example.org" in told.subject
    assert RESET not in told.body  # a new password cannot be had there any more


def test_the_password_is_asked_before_the_address_can_be_changed(client, reader):
    client.force_login(reader)
    response = client.get(ADDRESS, follow=True)
    assert "Is it you?" in text_of(response)
    response = change_address(client, "new@example.org")
    assert "Is it you?" in text_of(response)
    assert mail.outbox == []


def test_an_address_of_another_account_looks_like_a_free_one(client, reader, editor):
    log_in_anew(client, reader)
    seen = []
    for email in ("editor@example.org", "nobody@example.org"):
        pages = [change_address(client, email), client.get(ADDRESS)]
        pages.append(client.post(CONFIRM_ADDRESS, {"code": "0000-0000"}))
        seen.append([(page.status_code, text_of(page).replace(email, "…")) for page in pages])
    assert seen[0] == seen[1]
    told = newest_mail("editor@example.org")
    assert code_in(told) is None
    assert "It is that of another account" in told.body
    assert "reader" in told.body


def test_an_address_that_became_another_accounts_meanwhile_is_refused(client, reader, make_user):
    log_in_anew(client, reader)
    change_address(client, "faster@example.org")
    code = code_in(newest_mail("faster@example.org"))
    make_user("faster")
    response = client.post(CONFIRM_ADDRESS, {"code": code}, follow=True)
    assert "has become another account’s" in text_of(response)
    assert User.objects.get(pk=reader.pk).email == "reader@example.org"


# Settings


def test_the_display_name_stands_beside_what_one_writes(client, reader):
    client.force_login(reader)
    form = {"display_name": "  Ada   L. ", "language": "ko"}
    assert "Saved" in text_of(client.post("/accounts/settings/", form, follow=True))
    reader.refresh_from_db()
    assert (str(reader), reader.language) == ("Ada L.", "ko")
    assert "Ada L." in text_of(Client().get("/readers/reader/"))


@pytest.mark.parametrize(
    "name",
    [
        "editor",
        "EDITOR",
        "Former member",
        "a\u200bb",
        "x" * 81,
        "ﷺ" * 80,
        "\u3164\u3164",
        "\u2800",
        "moderator\u3164",
        "mоderator",
        "rnoderator",
        "e\u202edi",
        "аnna",
        "ÀNNA",
    ],
)
def test_nobody_takes_anothers_display_name(client, reader, editor, make_user, name):
    make_user("ben", display_name="Anna")
    client.force_login(reader)
    response = client.post("/accounts/settings/", {"display_name": name, "language": "en"})
    assert 'id="id_display_name_error"' in response.content.decode()
    reader.refresh_from_db()
    assert str(reader) == "reader"


# Log-ins


def test_one_log_in_can_be_ended_from_another(client, reader):
    phone = Client(headers={"user-agent": PHONE})
    log_in(client, "reader")
    log_in(phone, "reader")
    page = text_of(client.get("/accounts/sessions/"))
    assert_in_order(page, ["here and now", "Safari on iPhone", "End it"])
    number = reader.usersession_set.get(user_agent=PHONE).pk
    response = client.post("/accounts/sessions/", {"session": number}, follow=True)
    assert "This log-in has ended" in text_of(response)
    assert phone.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_all_other_log_ins_can_be_ended_at_once(client, reader):
    others = [Client(), Client()]
    for one in (client, *others):
        log_in(one, "reader")
    client.post("/accounts/sessions/")
    assert [one.get("/accounts/").status_code for one in (client, *others)] == [200, 302, 302]


def test_nobody_ends_the_log_in_of_another_person(client, reader, editor):
    other = Client()
    log_in(other, "editor")
    log_in(client, "reader")
    number = editor.usersession_set.get().pk
    assert client.post("/accounts/sessions/", {"session": number}).status_code == 404
    assert other.get("/accounts/").status_code == 200


def test_of_an_address_only_the_network_is_kept(client, reader):
    client.post(
        LOGIN, {"login": "reader", "password": "correct horse"}, REMOTE_ADDR="198.51.100.77"
    )
    assert reader.usersession_set.get().ip == "198.51.100.0"
    assert "198.51.100.77" not in text_of(client.get("/accounts/sessions/"))


# All of them


def addresses(patterns, start=""):
    """Every address that needs no argument, below these patterns."""
    for pattern in patterns:
        route = start + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, route)
        elif "<" not in route and "(" not in route:
            yield f"/{route}"


ACCOUNT_PAGES = [
    page for page in addresses(get_resolver().url_patterns) if page.startswith("/accounts/")
]


@pytest.mark.parametrize("who", ["nobody", "a reader"])
@pytest.mark.parametrize("prefix", ["", "/ko"])
def test_no_account_page_may_be_kept_or_indexed(client, reader, who, prefix):
    if who == "a reader":
        log_in_anew(client, reader)
    assert {"/accounts/login/", "/accounts/2fa/", "/accounts/data/"} <= set(ACCOUNT_PAGES)
    for page in ACCOUNT_PAGES:
        response = client.get(prefix + page)
        assert response.status_code < 500, page
        assert response.headers["Cache-Control"] == "private, no-store", page
        assert response.headers["X-Robots-Tag"] == "noindex", page


def test_the_privacy_page_gives_the_spans_that_hold(client, settings):
    settings.DEFAULT_FROM_EMAIL = "The editors <editors@archive.example>"
    text = text_of(client.get("/privacy/"))
    assert "until you log out or for two weeks" in text
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600
    assert "A day later, unless you take it back" in text
    assert GRACE.days == 1
    assert "write to the editors: editors@archive.example" in text
