"""Mails in words: what stands in them, as text and as HTML."""

import re

import pytest
from django.test import Client

from comments.actions.moderation import decide
from comments.models import Comment, Frequency, Notification
from comments.notifications import emails, subscriptions

from ..factories import fresh, make_comment, make_discussion, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_at_once")]
SITE = "https://archive.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE
    settings.SITE_NAME = "The Archive"


def mail_to(user):
    """The mail about everything that `user` was told, as subject, text and HTML."""
    notes = Notification.objects.filter(recipient=user).exclude(kind="decision")
    message, _told = emails.write(user, list(notes.order_by("pk")))
    [(html, mimetype)] = message.alternatives
    assert mimetype == "text/html"
    return message, message.body, html


def test_a_comment_is_quoted_with_its_author_its_place_and_why_it_comes(discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    comment = publish(discussion, ben, "First line.\n\nSecond one.")
    message, text, html = mail_to(anna)
    assert message.subject == "A page: a comment by ben"
    assert "ben wrote:\n\n> First line.\n>\n> Second one.\n\nA page\n" in text
    assert f"{SITE}/comments/{comment.pk}/\n" in text
    assert f'href="{SITE}/comments/{comment.pk}/"' in html
    for part in (text, html):
        assert "You follow the discussion of “A page”." in part
        assert "The Archive" in part


def test_a_reply_says_who_was_answered(discussion, anna, ben, make_user):
    mine = make_comment(discussion, author=anna)
    subscriptions.follow(anna, discussion, mine)
    publish(discussion, ben, parent=mine)
    message, text, _html = mail_to(anna)
    assert message.subject == "A page: ben answered you"
    assert "You wanted to hear of answers to your comment." in text
    cleo = make_user("cleo")
    subscriptions.follow(cleo, discussion, mine)
    publish(discussion, ben, parent=mine)
    assert mail_to(cleo)[0].subject == "A page: ben answered anna"


def test_whoever_wrote_what_was_removed_since_is_not_named(discussion, anna, ben, make_user):
    theirs = make_comment(discussion, author=make_user("cleo"))
    subscriptions.follow(anna, discussion, theirs)
    publish(discussion, ben, parent=theirs)
    decide(fresh(theirs), Comment.Status.REMOVED)
    message, text, html = mail_to(anna)
    assert message.subject == "A page: a comment by ben"
    for part in (message.subject, text, html):
        assert "cleo" not in part
    assert "You follow the answers to a comment in “A page”." in text


def test_what_others_wrote_is_text_in_the_html_and_loads_nothing(anna, ben):
    discussion = make_discussion(title="<b>Bold</b> & sons")
    subscriptions.follow(anna, discussion)
    ben.first_name = ben.display_name = "<i>Ben</i>"
    ben.save()
    comment = publish(discussion, ben, "A < B")
    Comment.objects.filter(pk=comment.pk).update(
        html='<p>A &lt; B <img src="https://spy.example/x.png"> <a href="/films/">films</a></p>'
    )
    message, text, html = mail_to(anna)
    assert "<b>Bold</b> & sons" in text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; sons" in html
    assert "<i>" not in html
    assert "A &lt; B" in html
    assert f'href="{SITE}/films/"' in html
    assert "<img" not in html and "src=" not in html and "url(" not in html
    assert "\n" not in message.subject


def test_the_headers_let_a_mail_program_end_it_with_one_click(discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    publish(discussion, ben)
    message, text, html = mail_to(anna)
    headers = message.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    address = re.fullmatch(r"<(.+)>", headers["List-Unsubscribe"].strip())[1]
    assert address in text and address in html
    assert address.startswith(f"{SITE}/unsubscribe/")
    without_cookies = Client(enforce_csrf_checks=True)
    path = address.removeprefix(SITE)
    subscription = anna.subscriptions.get()
    for look in (without_cookies.get, without_cookies.head):
        assert look(path).status_code == 200
        subscription.refresh_from_db()
        assert subscription.frequency == Frequency.NOW
    response = without_cookies.post(path, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not response.cookies
    subscription.refresh_from_db()
    assert subscription.frequency == Frequency.NEVER


def test_a_mail_that_is_tried_again_is_the_same_mail(discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    publish(discussion, ben)
    ids = {mail_to(anna)[0].message()["Message-ID"] for _ in range(2)}
    assert len(ids) == 1
    publish(discussion, ben)
    notes = Notification.objects.filter(recipient=anna).order_by("-pk")
    newer, _told = emails.write(anna, [notes[0]])
    assert newer.message()["Message-ID"] not in ids


def test_a_digest_counts_and_tells_all_it_has_room_for(discussion, anna, ben, monkeypatch):
    monkeypatch.setattr(emails, "SHOWN_IN_DIGEST", 3)
    subscriptions.follow(anna, discussion, frequency=Frequency.DAILY)
    for number in range(4):
        publish(discussion, ben, f"Number {number}.")
    message, text, html = mail_to(anna)
    assert message.subject == "4 new things in what you follow"
    for part in (text, html):
        assert "Number 2." in part and "Number 3." not in part
        assert "You hear of what you follow once a day." in part
        assert f"{SITE}/accounts/inbox/" in part
    assert "1 more is in your inbox:" in text
    publish(discussion, ben, "Number 4.")
    assert "2 more are in your inbox:" in mail_to(anna)[1]


def test_one_thing_in_a_daily_mail_needs_no_digest_and_its_link_ends_that_thing(
    discussion, anna, ben
):
    subscriptions.follow(anna, discussion, frequency=Frequency.DAILY)
    subscriptions.follow(anna, make_discussion(), frequency=Frequency.DAILY)
    publish(discussion, ben)
    message, _text, _html = mail_to(anna)
    assert message.subject == "A page: a comment by ben"
    address = message.message()["List-Unsubscribe"].strip(" <>\n")
    Client().post(address.removeprefix(SITE))
    followed = anna.subscriptions.order_by("pk").values_list("frequency", flat=True)
    assert list(followed) == ["never", "daily"]
