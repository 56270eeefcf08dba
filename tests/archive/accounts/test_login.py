"""Logging in and out."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from archive.operations.demo_accounts import make_demo_accounts
from tests.reading import text_of

from ..account_flows import log_in

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"


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


def test_the_log_in_page_speaks_korean(client):
    response = client.get("/ko/accounts/login/")
    assert response.headers["Content-Language"] == "ko"


def test_a_closed_account_does_not_log_in(client, reader):
    reader.is_active = False
    reader.save()
    log_in(client, "reader")
    assert client.get("/accounts/").status_code == 302


def test_somebody_made_by_createsuperuser_logs_into_the_admin(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse")
    call_command("createsuperuser", interactive=False, username="chief", email="Chief@example.org")
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")
    response = log_in(client, "chief@example.org", next="/admin/")
    assert response.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [None, "reader", "editor"])
def test_the_desk_logs_nobody_in(client, make_user, request, method, who):
    make_user("chief", is_staff=True, is_superuser=True)
    if who:
        client.force_login(request.getfixturevalue(who))
    sent = {"username": "chief", "password": "correct horse", "next": "/admin/"}
    response = getattr(client, method)("/admin/login/", sent)
    to = {None: "/accounts/login/?next=/admin/", "reader": None, "editor": "/admin/"}[who]
    assert response.headers.get("Location") == to
    assert response.status_code == (302 if to else 403)
    shown = text_of(client.get("/accounts/", follow=True))
    assert "chief" not in shown


@pytest.mark.parametrize("page", ["password_change", "password_change/done"])
def test_the_desk_changes_passwords_where_everybody_does(client, editor, page):
    client.force_login(editor)
    new = {
        "old_password": "correct horse",
        "new_password1": "x9-lantern",
        "new_password2": "x9-lantern",
    }
    response = client.post(f"/admin/{page}/", new)
    assert response.headers["Location"] == "/accounts/password/change/"
    editor.refresh_from_db()
    assert editor.check_password("correct horse")


@pytest.mark.parametrize(
    "login", ["reader", "nobody", "reader@example.org", "nobody@example.org", "closed@example.org"]
)
def test_a_wrong_password_takes_as_long_whether_there_is_an_account_or_not(
    client, reader, make_user, monkeypatch, login
):
    make_user("closed", is_active=False)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or encode(*given)
    )
    log_in(client, login, "wrong")
    assert len(hashed) == 1


def test_demo_accounts_log_in_by_name(client, settings):
    settings.DEMO_PASSWORD = "correct horse"
    names, password = make_demo_accounts()
    for name in names:
        one = Client()
        log_in(one, name, password)
        assert one.get("/accounts/").status_code == 200
    assert Group.objects.get(name="Moderators").user_set.get().username == "moderator"


def test_after_logging_out_one_is_a_reader_without_a_session_again(client, reader):
    log_in(client, "reader")
    client.post("/accounts/logout/")
    assert "You are logged out" in text_of(client.get("/"))
    assert "sessionid" not in {name for name, one in client.cookies.items() if one.value}
    client.cookies.pop("sessionid")  # as a browser does
    assert "s-maxage" in client.get("/films/").headers["Cache-Control"]
