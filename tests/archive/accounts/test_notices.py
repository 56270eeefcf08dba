"""Mails about accounts: text and HTML alike, in the language of whom they go to."""

import re
from html.parser import HTMLParser
from pathlib import Path

import allauth
import pytest
from django.core import mail
from django.utils.translation import override

from archive.accounts import user_agents
from archive.accounts.models import DeletionRequest
from archive.accounts.notices import NOTICES, sentence

from ..account_flows import code_in, fill_in, log_in, log_in_anew, newest_mail

pytestmark = pytest.mark.django_db


class Words(HTMLParser):
    """The words of a mail's HTML, and where its links lead."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.silent = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.silent = tag in ("title", "style")
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, data):
        if not self.silent:
            self.words += re.findall(r"\w+", data)


def sign_up(client, reader):
    fill_in(client)


def sign_up_with_a_taken_address(client, reader):
    fill_in(client, email="reader@example.org")


def forget_the_password(client, reader):
    client.post("/accounts/password/reset/", {"email": "reader@example.org"})


def forget_the_password_of_no_account(client, reader):
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})


def change_the_password(client, reader):
    log_in(client, "reader")
    form = {"oldpassword": "correct horse", "password1": "fern-lantern-9"}
    client.post("/accounts/password/change/", form)


def change_the_address(client, reader):
    log_in_anew(client, reader)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})


def confirm_the_new_address(client, reader):
    change_the_address(client, reader)
    client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[-1])})


def ask_to_be_deleted(client, reader):
    log_in(client, "reader")
    client.post("/accounts/leave/", {"comments": "leave", "password": "correct horse"})


OCCASIONS = [
    sign_up,
    sign_up_with_a_taken_address,
    forget_the_password,
    forget_the_password_of_no_account,
    change_the_password,
    change_the_address,
    confirm_the_new_address,
    ask_to_be_deleted,
]


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_the_html_says_what_the_text_says(client, reader, settings, occasion):
    occasion(client, reader)
    message = mail.outbox[-1]
    (html,) = [body for body, kind in message.alternatives if kind == "text/html"]
    shown = Words(html)
    written = re.sub(r"https?://\S+", "", message.body)
    missing = set(re.findall(r"\w+", written)) - set(shown.words)
    assert missing == set()
    links = {link.rstrip("/") for link in re.findall(r"https?://\S+", message.body)}
    assert links == {link.rstrip("/") for link in shown.links}
    assert all(link.startswith(settings.SITE_URL) for link in links)
    assert "\n" not in message.subject
    assert settings.SITE_NAME in message.subject


@pytest.mark.parametrize("occasion", [forget_the_password, change_the_password, ask_to_be_deleted])
def test_a_mail_speaks_the_language_of_the_person(client, reader, occasion):
    occasion(client, reader)
    mail_in_english = mail.outbox[-1]
    DeletionRequest.objects.all().delete()
    reader.language = "ko"
    reader.save()
    occasion(client, reader)
    html, _kind = newest_mail("reader@example.org").alternatives[0]
    assert '<html lang="ko">' in html
    assert '<html lang="en">' in mail_in_english.alternatives[0][0]
    for link in Words(html).links:
        assert "/ko/accounts/" in link or link.count("/") == 2


def test_there_are_words_for_every_change_the_library_tells_of():
    templates = Path(allauth.__file__).parent / "templates"
    told = {
        path.relative_to(templates).as_posix().removesuffix("_message.txt")
        for app in ("account", "mfa")
        for path in (templates / app / "email").glob("*_message.txt")
        if "base_notification" in path.read_text()
    }
    assert told
    assert told == set(NOTICES)


def test_a_change_is_said_in_one_sentence():
    words = {"to_email": "new@example.org", "deleted_email": "old@example.org"}
    with override("en"):
        sentences = [str(sentence(name, words)) for name in NOTICES]
    assert len(set(sentences)) == len(NOTICES)
    assert not [one for one in sentences if "{" in one or one.endswith(".")]


def test_a_notice_names_the_browser_that_did_it(client, reader):
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
    change_the_password(client, reader)
    assert "Firefox on Linux" in newest_mail("reader@example.org").body


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/537.36 Edg/1", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/1 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel) Version/18 Safari/605.1", "Safari on Mac"),
        ("curl/8.0", "curl"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_are_called_what_people_call_them(user_agent, name):
    assert user_agents.name_of(user_agent) == name
