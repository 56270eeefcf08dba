"""Logging in and out."""

import pytest

from tests.reading import text_of

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"
LOGIN = "/accounts/login/"


def log_in(client, login, password="correct horse", **fields):
    return client.post(LOGIN, {"login": login, "password": password, **fields})


@pytest.mark.parametrize("login", ["reader", "READER", "reader@example.org"])
def test_by_name_or_mail_one_lands_where_one_was(client, reader, login):
    response = log_in(client, login, next=NEWS)
    assert (response.status_code, response.headers["Location"]) == (302, NEWS)
    assert "Log out" in text_of(client.get(NEWS))


def test_a_wrong_password_is_said_and_the_name_stays(client, reader):
    response = log_in(client, "reader", "wrong", next=NEWS)
    html = response.content.decode()
    assert response.status_code == 200
    assert 'value="reader"' in html
    assert f'value="{NEWS}"' in html
    assert "not correct" in text_of(response)


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(client, reader):
    wrong = text_of(log_in(client, "reader", "wrong"))
    unknown = text_of(log_in(client, "nobody", "wrong"))
    assert wrong == unknown


def test_after_log_in_nobody_is_sent_to_another_site(client, reader):
    response = log_in(client, "reader", next="https://evil.example/")
    assert response.headers["Location"] == "/"


def test_logging_out_takes_a_post_and_lands_where_one_was(client, reader):
    client.force_login(reader)
    assert client.get("/accounts/logout/").status_code == 200
    assert "Log out" in text_of(client.get(NEWS))
    response = client.post("/accounts/logout/", {"next": NEWS})
    assert response.headers["Location"] == NEWS
    assert "Log out" not in text_of(client.get(NEWS))


def test_too_many_attempts_are_stopped(client, reader):
    for _ in range(12):
        last = log_in(client, "reader", "wrong")
    assert last.status_code == 429 or "Too many" in text_of(last)
    assert "Too many" in text_of(log_in(client, "reader", "correct horse"))


def test_the_log_in_page_speaks_korean(client):
    response = client.get("/ko/accounts/login/")
    assert response.headers["Content-Language"] == "ko"
