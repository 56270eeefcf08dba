"""Limits of account pages: by address and by account, behind proxies, for all workers alike."""

import re
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from archive import settings as earnest
from comments.models import Comment
from tests.comments.factories import make_discussion
from tests.reading import text_of
from tests.serving import Server

from ..account_flows import CONFIRM, LOGIN, code_in, fill_in, log_in, newest_mail

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


def attempt(client, login="reader", password="wrong", came_by=HERE):
    """Try to log in; `came_by` is X-Forwarded-For."""
    form = {"login": login, "password": password}
    return client.post(LOGIN, form, headers={"x-forwarded-for": came_by})


def is_stopped(response):
    return response.status_code == 429 or "Too many" in text_of(response)


def test_after_five_wrong_passwords_the_right_one_does_not_count_either(client, reader):
    answers = [is_stopped(log_in(client, "reader", "wrong")) for _ in range(6)]
    assert answers == [False] * 5 + [True]
    assert is_stopped(log_in(client, "reader", "correct horse"))


def test_the_limit_is_the_same_for_a_name_that_nobody_has(client, reader):
    def answers(name):
        caches["default"].clear()
        return [text_of(log_in(client, name, "wrong")) for _ in range(7)]

    assert answers("reader") == answers("nobody")


def test_an_account_is_guarded_from_all_sides_together(client, reader, settings):
    settings.TRUSTED_PROXIES = 1
    for n in range(5):
        attempt(client, came_by=f"198.51.100.{n}")
    assert is_stopped(attempt(client, came_by=ELSEWHERE))


def test_behind_a_proxy_each_reader_is_counted_alone(client, reader, settings):
    settings.TRUSTED_PROXIES = 1
    for n in range(6):
        last = attempt(client, f"somebody-{n}")
    assert is_stopped(last)
    assert attempt(client, "reader", "correct horse", came_by=ELSEWHERE).status_code == 302


def test_what_a_reader_puts_into_the_header_is_not_believed(client, reader, settings):
    settings.TRUSTED_PROXIES = 1
    for n in range(6):
        last = attempt(client, f"somebody-{n}", came_by=f"203.0.113.{n}, {HERE}")
    assert is_stopped(last)


def test_without_a_proxy_the_header_is_not_believed_at_all(client, reader):
    for n in range(6):
        last = attempt(client, f"somebody-{n}", came_by=f"203.0.113.{n}")
    assert is_stopped(last)


@pytest.mark.parametrize("came_by", ["", HERE, f"{ELSEWHERE}, {HERE}, 192.0.2.1"])
def test_two_proxies_and_a_header_that_is_short_or_long(client, reader, settings, came_by):
    settings.TRUSTED_PROXIES = 2
    attempt(client, "reader", "correct horse", came_by)
    known = reader.usersession_set.get().ip
    assert known == ("198.51.100.0" if "," in came_by else "127.0.0.0")


def test_the_network_kept_with_a_comment_is_the_readers_not_the_proxys(client, reader, settings):
    settings.TRUSTED_PROXIES = 1
    client.force_login(reader)
    discussion = make_discussion()
    address = reverse("comments:post", args=[discussion.pk])
    client.post(address, {"text": "A thought."}, headers={"x-forwarded-for": HERE})
    assert Comment.objects.get(author=reader).ip_address == "198.51.100.0"


def test_nobodys_mailbox_is_flooded(client):
    answers = [fill_in(client, f"somebody-{n}", "one@example.org") for n in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 3 + [429] * 3
    assert len(mail.outbox) == 3


def test_guesses_that_are_sent_at_once_are_not_more_than_one_after_the_other(client):
    """Each comes with the session as it was before the first."""
    fill_in(client)
    before = dict(client.session)
    answers = []
    for number in range(12):
        session = client.session
        session.update(before)
        session.save()
        answers.append(client.post(CONFIRM, {"code": f"{number:04}-0000"}, follow=True))
    assert ["not correct" in text_of(answer) for answer in answers] == [True] * 5 + [False] * 7
    right = client.post(CONFIRM, {"code": code_in(newest_mail("newcomer@example.org"))})
    assert "Too many" in text_of(right) or right.status_code == 302
    assert client.get("/accounts/").status_code == 302


def test_what_is_counted_is_shared_by_all_workers_and_names_nobody(client, reader, settings):
    settings.CACHES = earnest.CACHES
    call_command("createcachetable", verbosity=0)
    for _ in range(5):
        log_in(client, "reader", "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_entry")
        keys = [key for (key,) in cursor.fetchall()]
    assert len(keys) >= 2
    assert not any("reader" in key or "127.0" in key or ":" in key for key in keys)
    assert is_stopped(log_in(client, "reader", "correct horse"))


@pytest.mark.served
def test_workers_count_together_and_believe_the_proxy_alone(tmp_path):
    """Served in earnest: each attempt is a connection of its own, so any worker may answer it."""
    server = Server(
        tmp_path, "limit_tests", WORKERS="3", TRUSTED_PROXIES="1", NOTIFICATIONS_WORKER="off"
    )

    def ask(came_by, body=None, **headers):
        headers = {"X-Forwarded-For": came_by, "Connection": "close", **headers}
        request = Request(server.url + LOGIN, body and urlencode(body).encode(), headers)
        with urlopen(request, timeout=20) as response:
            return response.headers["Set-Cookie"], response.read().decode()

    with server.running():
        cookie, form = ask(HERE)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        body = {"csrfmiddlewaretoken": token, "login": "reader", "password": "wrong"}
        answers = [
            ask(f"203.0.113.77, 198.51.100.{n}", body, Cookie=cookie.partition(";")[0])[1]
            for n in range(8)
        ]
    assert ["not correct" in text for text in answers] == [True] * 5 + [False] * 3
    assert ["Too many attempts" in text for text in answers] == [False] * 5 + [True] * 3
