"""Codes from an app and recovery codes. Passkeys need a browser: tests/browser/test_account.py."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.reading import text_of

from ..account_flows import log_in, log_in_anew, newest_mail

pytestmark = pytest.mark.django_db
ACTIVATE = "/accounts/2fa/totp/activate/"
SECOND_STEP = "/accounts/2fa/authenticate/"
CODES = "/accounts/2fa/recovery-codes/"
PERIOD = 30


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """The transaction of a test never ends: what waits for its end is done at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act: act())


class App:
    """An authenticator app that knows the key of an account."""

    def __init__(self, secret):
        self.secret = secret

    def code(self, periods_from_now=0):
        counter = int(time.time()) // PERIOD + periods_from_now
        return format_hotp_value(hotp_value(self.secret, counter))


def shown_key(response):
    return re.search(r'<code class="key">(\w+)</code>', response.content.decode())[1]


def shown_codes(response):
    return re.findall(r"<li><code>(\d+)</code></li>", response.content.decode())


def set_up(client, user):
    """Set up an app; returns it, and the recovery codes that were shown."""
    log_in_anew(client, user)
    app = App(shown_key(client.get(ACTIVATE)))
    response = client.post(ACTIVATE, {"code": app.code()}, follow=True)
    assert "The app is set up" in text_of(response)
    return app, shown_codes(response)


def is_logged_in(client):
    return client.get("/accounts/").status_code == 200


def test_setting_up_an_app_asks_for_a_code_and_keeps_the_key_after_a_wrong_one(client, reader):
    log_in_anew(client, reader)
    key = shown_key(client.get(ACTIVATE))
    response = client.post(ACTIVATE, {"code": "000000"})
    assert "This code is not correct" in text_of(response)
    assert shown_key(response) == key


def test_with_an_app_ten_recovery_codes_are_made_and_a_mail_tells_of_it(client, reader):
    _app, codes = set_up(client, reader)
    assert len(set(codes)) == 10
    assert "An authenticator app was set up" in newest_mail("reader@example.org").subject


def test_the_password_alone_no_longer_logs_in(client, reader):
    app, _codes = set_up(client, reader)
    other = Client()
    response = log_in(other, "reader", next="/films/")
    assert response.headers["Location"].startswith(SECOND_STEP)
    assert not is_logged_in(other)
    assert "not correct" in text_of(other.post(SECOND_STEP, {"code": "123456"}))
    response = other.post(SECOND_STEP, {"code": app.code()})
    assert response.headers["Location"] == "/films/"
    assert is_logged_in(other)


def test_the_second_step_cannot_be_reached_or_left_out_without_the_password(client, reader):
    app, _codes = set_up(client, reader)
    other = Client()
    assert other.post(SECOND_STEP, {"code": app.code()}).status_code == 302
    assert not is_logged_in(other)
    log_in(other, "reader")
    assert not is_logged_in(other)
    assert other.get("/admin/").status_code == 302


@pytest.mark.parametrize("periods", [0, 1])
def test_a_code_counts_once_though_the_clock_may_be_half_a_minute_off(client, reader, periods):
    app, _codes = set_up(client, reader)
    code = app.code(periods)
    first, second = Client(), Client()
    for one in (first, second):
        log_in(one, "reader")
        one.post(SECOND_STEP, {"code": code})
    assert [is_logged_in(first), is_logged_in(second)] == [True, False]


def test_codes_are_not_guessed_without_end(client, reader):
    app, _codes = set_up(client, reader)
    other = Client()
    log_in(other, "reader")
    for _ in range(6):
        response = other.post(SECOND_STEP, {"code": "123456"}, follow=True)
    assert "Too many" in text_of(response)
    other.post(SECOND_STEP, {"code": app.code()})
    assert not is_logged_in(other)


def test_a_recovery_code_logs_in_once(client, reader):
    _app, codes = set_up(client, reader)
    first, second = Client(), Client()
    for one in (first, second):
        log_in(one, "reader")
        one.post(SECOND_STEP, {"code": codes[0]})
    assert [is_logged_in(first), is_logged_in(second)] == [True, False]
    assert codes[0] not in shown_codes(client.get(CODES))
    assert len(shown_codes(client.get(CODES))) == 9


def test_new_recovery_codes_take_the_place_of_the_old_ones(client, reader):
    _app, old = set_up(client, reader)
    new = shown_codes(client.post(f"{CODES}generate/", follow=True))
    assert len(new) == 10
    assert not set(old) & set(new)
    other = Client()
    log_in(other, "reader")
    other.post(SECOND_STEP, {"code": old[0]})
    assert not is_logged_in(other)


def test_recovery_codes_can_be_downloaded(client, reader):
    _app, codes = set_up(client, reader)
    response = client.get(f"{CODES}download/")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert all(code in response.content.decode() for code in codes)


def test_codes_and_keys_are_shown_after_saying_once_more_who_one_is(client, reader):
    set_up(client, reader)
    other = Client()
    other.force_login(reader)
    for page in (
        CODES,
        f"{CODES}download/",
        f"{CODES}generate/",
        "/accounts/2fa/totp/deactivate/",
    ):
        response = other.get(page, follow=True)
        assert "Is it you?" in text_of(response), page
        assert shown_codes(response) == []


def test_without_the_app_the_password_is_enough_again(client, reader):
    set_up(client, reader)
    client.post("/accounts/2fa/totp/deactivate/")
    assert "The authenticator app was removed" in newest_mail("reader@example.org").subject
    other = Client()
    log_in(other, "reader")
    assert is_logged_in(other)


def test_a_new_password_by_mail_does_not_go_round_the_app(client, reader):
    set_up(client, reader)
    other = Client()
    other.post("/accounts/password/reset/", {"email": "reader@example.org"})
    code = re.search(r"\d{4}-\d{4}", newest_mail("reader@example.org").body)[0]
    other.post("/accounts/password/reset/confirm/", {"code": code})
    other.post("/accounts/password/reset/complete/", {"password1": "another-fern-8"})
    assert not is_logged_in(other)


def test_a_passkey_is_offered_to_those_alone_who_have_one(client, reader):
    set_up(client, reader)
    other = Client()
    log_in(other, "reader")
    assert "Use a passkey" not in text_of(other.get(SECOND_STEP))
