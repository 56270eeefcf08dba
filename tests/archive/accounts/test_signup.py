"""Signing up: nothing is kept of somebody who never types the code from the mail."""

import time

import pytest
from django.core import mail
from django.test import Client

from archive.accounts.models import User
from tests.reading import text_of

from ..account_flows import (
    CONFIRM,
    PASSWORD,
    SIGNUP,
    code_in,
    fill_in,
    log_in,
    newest_mail,
    sign_up,
)

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/#discussion-respond"


def is_logged_in(client):
    return "Log out" in text_of(client.get("/"))


def test_the_code_from_the_mail_makes_the_account_and_leads_back(client):
    response = fill_in(client, "Mila", "Mila@Example.org", next=NEWS)
    assert response.headers["Location"] == CONFIRM
    assert not User.objects.filter(username="mila").exists()
    assert "mila@example.org" in text_of(client.get(CONFIRM))
    response = client.post(CONFIRM, {"code": code_in(newest_mail("mila@example.org"))})
    assert response.headers["Location"] == NEWS
    assert is_logged_in(client)
    mila = User.objects.get(username="mila")
    assert (mila.get_full_name(), mila.email) == ("Mila", "mila@example.org")


@pytest.mark.parametrize("shape", ["{}{}", " {} {} ", "{}-{}"])
def test_the_code_may_be_typed_with_or_without_gaps(client, shape):
    fill_in(client)
    halves = code_in(mail.outbox[-1]).split("-")
    client.post(CONFIRM, {"code": shape.format(*halves)})
    assert is_logged_in(client)


def test_somebody_new_can_log_in_with_the_password_typed(client):
    sign_up(client)
    client.logout()
    log_in(client, "newcomer", PASSWORD)
    assert is_logged_in(client)


def test_a_wrong_code_is_said_and_the_right_one_still_counts(client):
    fill_in(client)
    response = client.post(CONFIRM, {"code": "0000-0000"})
    assert "This code is not correct" in text_of(response)
    client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    assert is_logged_in(client)


def test_after_five_wrong_codes_one_starts_again_with_what_was_typed(client):
    fill_in(client, next=NEWS)
    right = code_in(mail.outbox[-1])
    for _ in range(5):
        response = client.post(CONFIRM, {"code": "0000-0000"}, follow=True)
    html = response.content.decode()
    assert "Too many attempts" in text_of(response)
    assert 'value="newcomer@example.org"' in html
    assert 'value="Newcomer"' in html
    assert f'value="{NEWS}"' in html
    assert PASSWORD not in html
    client.post(CONFIRM, {"code": right})
    assert not User.objects.filter(username="newcomer").exists()


def test_a_new_code_takes_the_place_of_the_old_one(client):
    fill_in(client)
    response = client.post(CONFIRM, {"action": "resend"}, follow=True)
    old, new = map(code_in, mail.outbox)
    assert "A new code is on its way" in text_of(response)
    assert "not correct" in text_of(client.post(CONFIRM, {"code": old}))
    client.post(CONFIRM, {"code": new})
    assert is_logged_in(client)


def test_new_codes_are_not_sent_without_end(client):
    fill_in(client)
    for _ in range(9):
        response = client.post(CONFIRM, {"action": "resend"}, follow=True)
    assert "Too many requests" in text_of(response)
    assert len(mail.outbox) <= 3


def test_a_code_is_out_of_date_after_a_quarter_of_an_hour(client, monkeypatch):
    fill_in(client)
    code = code_in(mail.outbox[-1])
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr("archive.accounts.signup.time.time", lambda: later)
    response = client.post(CONFIRM, {"code": code}, follow=True)
    assert "Have you confirmed already" in text_of(response)
    assert 'value="newcomer@example.org"' in response.content.decode()
    assert not is_logged_in(client)


def test_the_page_for_the_code_without_a_sign_up_leads_to_the_form(client):
    response = client.get(CONFIRM, follow=True)
    assert response.redirect_chain[-1][0] == SIGNUP


def test_going_back_after_the_end_is_harmless(client):
    fill_in(client)
    code = code_in(mail.outbox[-1])
    client.post(CONFIRM, {"code": code})
    response = client.post(CONFIRM, {"code": code}, follow=True)
    assert "Your account" in text_of(response)
    assert User.objects.filter(username="newcomer").count() == 1


def test_what_was_typed_can_be_changed(client):
    fill_in(client, "Mila", "wrong@example.org", next=NEWS)
    page = client.get(CONFIRM).content.decode()
    assert "/accounts/signup/?next=" in page
    form = client.get(SIGNUP).content.decode()
    assert 'value="wrong@example.org"' in form
    fill_in(client, "Mila", "right@example.org", next=NEWS)
    client.post(CONFIRM, {"code": code_in(newest_mail("right@example.org"))})
    assert User.objects.get(username="mila").email == "right@example.org"


def test_a_taken_address_looks_like_a_free_one(client, reader):
    seen = []
    for one, email in ((client, "reader@example.org"), (Client(), "nobody@example.org")):
        pages = [fill_in(one, "Mila", email), one.get(CONFIRM)]
        pages.append(one.post(CONFIRM, {"code": "0000-0000"}))
        pages.append(one.post(CONFIRM, {"action": "resend"}, follow=True))
        pages += [one.post(CONFIRM, {"code": "0000-0000"}, follow=True) for _ in range(4)]
        seen.append([(page.status_code, text_of(page).replace(email, "…")) for page in pages])
    assert seen[0] == seen[1]
    assert len(seen[0]) == 8


def test_the_owner_of_a_taken_address_is_told_by_mail(client, reader):
    fill_in(client, "Mila", "Reader@example.org")
    message = newest_mail("reader@example.org")
    assert "You have an account" in message.subject
    assert code_in(message) is None
    assert "/accounts/login/" in message.body


TAKEN_OR_WRONG = ["reader", "Reader", "MODERATOR", "admin", "a", "a@b.org", "née\u200b"]


@pytest.mark.parametrize("name", TAKEN_OR_WRONG)
def test_a_name_that_is_taken_or_will_not_do_is_refused_beside_its_field(client, reader, name):
    response = fill_in(client, name)
    assert response.status_code == 200
    assert 'id="id_username_error"' in response.content.decode()
    assert mail.outbox == []


def test_a_taken_name_is_said_in_the_words_of_this_site(client, reader):
    assert "Somebody else goes by this name" in text_of(fill_in(client, "reader"))


def test_a_weak_password_is_refused(client):
    response = fill_in(client, password1="12345678")
    assert "too common" in text_of(response)


def test_who_was_faster_has_the_name(client):
    slower = Client()
    fill_in(slower, "Mila", "one@example.org")
    fill_in(client, "Mila", "two@example.org")
    client.post(CONFIRM, {"code": code_in(newest_mail("two@example.org"))})
    code = code_in(newest_mail("one@example.org"))
    response = slower.post(CONFIRM, {"code": code}, follow=True)
    assert "Somebody else goes by this name" in text_of(response)
    assert User.objects.get(username="mila").email == "two@example.org"


def test_who_was_faster_has_the_address(client):
    slower = Client()
    fill_in(client, "Mila", "one@example.org")
    fill_in(slower, "Vera", "one@example.org")
    first, second = map(code_in, mail.outbox)
    client.post(CONFIRM, {"code": first})
    response = slower.post(CONFIRM, {"code": second}, follow=True)
    assert "somebody took this name or confirmed this address" in text_of(response)
    assert User.objects.get(email="one@example.org").username == "mila"


def test_in_korean_the_mails_are_korean_from_then_on(client):
    response = client.post(
        f"/ko{SIGNUP}",
        {"username": "mila", "email": "mila@example.org", "password1": PASSWORD},
    )
    assert response.headers["Location"] == f"/ko{CONFIRM}"
    client.post(f"/ko{CONFIRM}", {"code": code_in(mail.outbox[-1])})
    assert User.objects.get(username="mila").language == "ko"


def test_where_no_mail_leaves_the_page_says_so(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = fill_in(client)
    assert response.status_code == 503
    assert "No mail can be sent" in text_of(response)
    assert "Have you confirmed already" in text_of(client.get(CONFIRM, follow=True))
