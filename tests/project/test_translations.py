"""Everything is said in Korean too: the catalogs, the pages under /ko/, and the mails."""

import gettext
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils import timezone

from comments.actions.moderation import Status, decide
from comments.models import Discussion, Notification
from comments.notifications import emails, outbox, subscriptions

from ..archive.public_pages import PUBLIC_PAGES
from ..catalogs import CATALOGS, messages, said
from ..comments.factories import make_comment

PAGES = [page for page in PUBLIC_PAGES if page.endswith("/") and "feed" not in page]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>")
# Particles that depend on whether the word before them ends in a vowel.
PARTICLE = re.compile(r"%\(\w+\)s[”’]?(은|는|이|가|을|를|과|와|로|으로|이나|나)(?![가-힣])")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

every_catalog = pytest.mark.parametrize(
    "path", CATALOGS, ids=lambda path: f"{path.parts[-5]}-{path.stem}"
)


class KoreanTexts(HTMLParser):
    """The pieces of a page's text that are not marked as another language, and its language."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        outer = self.open[-1][1] if self.open else None
        language = dict(attrs).get("lang", outer)
        if tag == "html":
            self.language = language
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1][0] not in {"script", "style"}:
            if self.open[-1][1] == "ko" and (text := " ".join(data.split())):
                self.texts.append(text)


def in_korean(html):
    """The Korean texts of a page; fails if it is none, or if an English message stands in it."""
    page = KoreanTexts(html)
    assert page.language == "ko"
    known = [message for path in CATALOGS for message in messages(path)]
    english = {message.msgid for message in known} - {message.msgstr for message in known}
    assert english.isdisjoint(page.texts)
    return page.texts


def test_every_language_has_its_catalogs():
    names = {(path.parts[-5], path.parts[-3], path.name) for path in CATALOGS}
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    assert names >= {
        (app, code, "django.po") for app in ("archive", "comments") for code in languages
    }


def test_every_message_of_the_interface_is_in_a_catalog():
    """If not: `make messages`, then write the Korean beside the English."""
    known = {(message.msgctxt, message.msgid) for path in CATALOGS for message in messages(path)}
    asked = said()
    assert len(asked) > 900
    assert sorted(asked - known - {("", "")}) == []


@every_catalog
def test_every_message_is_translated(path):
    assert [message.msgid for message in messages(path) if not message.msgstr] == []
    assert [message.msgid for message in messages(path) if "fuzzy" in message.flags] == []
    assert "#~" not in path.read_text()


@every_catalog
def test_what_is_inserted_stands_in_the_translation(path):
    for message in messages(path):
        wanted = sorted(PLACEHOLDER.findall(message.msgid_plural or message.msgid))
        assert sorted(PLACEHOLDER.findall(message.msgstr)) == wanted, message.msgid


@every_catalog
def test_no_particle_depends_on_the_name_before_it(path):
    assert [message.msgstr for message in messages(path) if PARTICLE.search(message.msgstr)] == []


@every_catalog
def test_the_compiled_catalog_says_the_same(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages(path):
        if message.msgid_plural:
            answer = compiled.ngettext(message.msgid, message.msgid_plural, 2)
        elif message.msgctxt:
            answer = compiled.pgettext(message.msgctxt, message.msgid)
        else:
            answer = compiled.gettext(message.msgid)
        assert answer == message.msgstr


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PAGES, "/accounts/login/", "/accounts/signup/"])
def test_a_page_under_ko_is_korean(client, address):
    response = client.get(f"/ko{address}")
    assert response.status_code == 200
    texts = in_korean(response.content.decode())
    assert {"본문으로 건너뛰기", "영화", "토론", "개인정보 처리방침"} <= set(texts)
    text = " ".join(texts)
    for phrase in ["Log in", "Sign up", "Filed under", "Post a comment", "Newest", "Origin"]:
        assert phrase not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/accounts/", "/accounts/inbox/", "/accounts/follows/", "/accounts/settings/"]
)
def test_the_pages_of_an_account_are_korean(client, reader, address):
    client.force_login(reader)
    assert "로그아웃" in in_korean(client.get(f"/ko{address}").content.decode())


@pytest.mark.django_db
def test_an_error_is_told_in_korean(client):
    response = client.get("/ko/nothing-here/")
    assert response.status_code == 404
    assert "이 주소에는 아무것도 없습니다" in in_korean(response.content.decode())


@pytest.mark.django_db
def test_a_form_says_in_korean_what_is_wrong(client):
    response = client.post(
        "/ko/accounts/signup/", {"username": "a b", "email": "", "password1": ""}
    )
    texts = in_korean(response.content.decode())
    assert "글자, 숫자, 마침표, 붙임표, 밑줄만 쓸 수 있습니다." in texts


@pytest.mark.django_db
def test_dates_are_written_as_koreans_write_them(client):
    texts = in_korean(client.get("/ko/archive/2013/4/8/").content.decode())
    assert "2013년 4월 8일" in texts


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ko/", "/ko/discussions/"])
def test_only_what_a_source_wrote_is_said_to_be_english(client, reader, address):
    """A voice that reads the page aloud must know which words are English."""
    discussion = Discussion.objects.visible().first()
    make_comment(discussion, "여기서 쓴 댓글", author=reader, posted_at=timezone.now())
    html = client.get(address).content.decode()
    texts = KoreanTexts(html).texts
    assert "여기서 쓴 댓글" in texts
    assert '<blockquote lang="en">' in html
    assert not any(text.startswith("All of us are alike") for text in texts)


@pytest.mark.django_db
def test_archived_texts_and_dates_on_a_korean_page_are_marked_as_english(client):
    html = client.get("/ko/posts/north-korean-defectors-beaten-killed/").content.decode()
    assert "The culture of China" in html
    texts = " ".join(KoreanTexts(html).texts)
    for english in ["The culture of China", "Anderson Cooper", "April 8th, 2013", "at 12:02 am"]:
        assert english not in texts


@pytest.mark.django_db
def test_a_mail_speaks_the_language_of_whoever_gets_it(make_user):
    reader = make_user("minsu", language="ko")
    discussion = Discussion.objects.visible().get(title="Seoul Train", style="threaded")
    subscriptions.follow(reader, discussion)
    decide(make_comment(discussion, "새 소식", status="pending"), Status.PUBLISHED)
    outbox.expand_due()
    message, _told = emails.write(reader, list(Notification.objects.filter(recipient=reader)))
    [(html, _mimetype)] = message.alternatives
    assert message.subject == "Seoul Train: 탈퇴한 회원 님의 댓글"
    assert "“Seoul Train” 토론을 구독 중이기 때문에 보내 드리는 메일입니다." in message.body
    assert "/ko/comments/" in message.body
    assert "이 메일 그만 받기" in in_korean(html)


@pytest.mark.django_db
def test_the_scripts_of_the_admin_speak_korean(client, editor):
    client.force_login(editor)
    script = client.get("/ko/admin/jsi18n/").content.decode()
    for english in ["Ask readers about this passage", "List properties"]:
        assert re.search(rf'"{english}": "\\u[bcd]', script)
