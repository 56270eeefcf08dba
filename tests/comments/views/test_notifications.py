"""What one was told, on the site."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, Notification
from comments.notifications import recipients
from tests.reading import assert_in_order, text_of

from ..factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db
INBOX = "/accounts/inbox/"


def tell(user, comment=None, *, kind="comment", title="A page", event=None):
    url = f"/comments/{comment.pk}/" if comment else "/owned/1/"
    event = event or f"{kind}:{comment.pk if comment else title}"
    one = recipients.Recipient(user.pk, kind)
    recipients.tell([one], event=event, title=title, url=url, comment=comment)
    return Notification.objects.latest("pk")


def test_the_inbox_is_for_those_who_are_logged_in(client):
    assert client.get(INBOX).status_code == 302


def test_everything_stands_there_newest_first_in_words(client, anna, ben):
    discussion = make_discussion()
    mine = make_comment(discussion, author=anna)
    tell(anna, make_comment(discussion, "Something new.", author=ben))
    tell(anna, make_comment(discussion, "You are right.", author=ben, parent=mine), kind="reply")
    tell(anna, kind="post", title="A new film")
    tell(anna, kind="decision", title="Your comment on “A page” is public")
    client.force_login(anna)
    text = text_of(client.get(INBOX))
    assert_in_order(
        text,
        [
            "4 unread",
            "Your comment on “A page” is public",
            "New post: A new film",
            "ben answered you: A page",
            "You are right.",
            "ben wrote: A page",
            "Something new.",
        ],
    )


def test_the_times_are_as_html_wants_them(client, anna):
    tell(anna, kind="post")
    client.force_login(anna)
    html = client.get(INBOX).content.decode()
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d{4}">', html)


def test_nobody_sees_or_opens_what_others_were_told(client, anna, ben):
    note = tell(ben, kind="post", title="For ben alone")
    client.force_login(anna)
    assert "For ben alone" not in text_of(client.get(INBOX))
    assert client.get(f"{INBOX}{note.pk}/").status_code == 404
    note.refresh_from_db()
    assert note.read_at is None


def test_opening_one_marks_it_read_and_leads_there(client, anna):
    note, other = tell(anna, kind="post", title="One"), tell(anna, kind="post", title="Other")
    client.force_login(anna)
    response = client.get(f"{INBOX}{note.pk}/")
    assert response.headers["Location"] == "/owned/1/"
    assert list(Notification.objects.filter(read_at=None)) == [other]
    html = client.get(INBOX).content.decode()
    assert html.count('class="unread"') == 1


def test_coming_by_the_link_in_the_mail_marks_it_read_too(client, anna, ben):
    comment = make_comment(make_discussion(), author=ben)
    tell(anna, comment)
    theirs = tell(ben, comment)
    client.get(f"/comments/{comment.pk}/")
    client.force_login(anna)
    assert "1 unread" in text_of(client.get(INBOX))
    client.get(f"/comments/{comment.pk}/")
    assert "unread" not in text_of(client.get(INBOX))
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_marks_of_markup_are_not_shown(client, anna, ben):
    comment = make_comment(make_discussion(), author=ben)
    Comment.objects.update(text="*So* & so", html="<p><em>So</em> &amp; so</p>")
    tell(anna, comment)
    client.force_login(anna)
    assert "So &amp; so" in client.get(INBOX).content.decode()


def test_when_it_was_read_first_stays(client, anna):
    note = tell(anna, kind="post", title="One")
    yesterday = timezone.now() - timedelta(days=1)
    Notification.objects.update(read_at=yesterday)
    client.force_login(anna)
    client.get(f"{INBOX}{note.pk}/")
    note.refresh_from_db()
    assert note.read_at == yesterday


def test_all_are_marked_read_by_a_button_and_only_ones_own(client, anna, ben):
    for n in range(3):
        tell(anna, kind="post", title=str(n))
    tell(ben, kind="post", title="ben’s")
    client.force_login(anna)
    assert client.get(f"{INBOX}read/").status_code == 405
    assert client.post(f"{INBOX}read/").headers["Location"] == INBOX
    assert Notification.objects.filter(read_at=None).count() == 1
    assert "Mark all as read" not in text_of(client.get(INBOX))


def test_the_text_of_a_comment_that_is_gone_or_hidden_is_not_shown(client, anna, ben):
    gone = make_comment(make_discussion(), "the bad words", author=ben)
    hidden = make_comment(make_discussion(is_visible=False), "the hidden words", author=ben)
    tell(anna, gone)
    tell(anna, hidden)
    Comment.objects.filter(pk=gone.pk).update(status="removed")
    client.force_login(anna)
    text = text_of(client.get(INBOX))
    assert "bad words" not in text
    assert "hidden words" not in text
    assert text.count("A comment that is no longer here: A page") == 2


def test_many_are_shown_in_pages_with_a_fixed_number_of_queries(
    client, anna, ben, django_assert_max_num_queries
):
    discussion = make_discussion()
    for n in range(35):
        tell(anna, make_comment(discussion, f"number {n}.", author=ben))
    client.force_login(anna)
    with django_assert_max_num_queries(8):
        first = text_of(client.get(INBOX))
    assert "number 34." in first and "number 4." not in first
    assert "number 4." in text_of(client.get(f"{INBOX}?page=2"))


def test_the_inbox_names_nobody_whose_comment_was_removed_since(client, anna, ben, make_user):
    discussion = make_discussion()
    theirs = make_comment(discussion, author=make_user("cleo"), status="removed")
    tell(anna, make_comment(discussion, author=ben, parent=theirs), kind="reply")
    client.force_login(anna)
    text = text_of(client.get(INBOX))
    assert "ben wrote: A page" in text
    assert "cleo" not in text


def test_replies_to_many_people_need_no_more_queries_than_one(client, anna, ben, make_user):
    discussion = make_discussion()
    client.force_login(anna)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(INBOX)
        return len(captured)

    def tell_of_answers(*names):
        for name in names:
            theirs = make_comment(discussion, author=make_user(name))
            tell(anna, make_comment(discussion, author=ben, parent=theirs), kind="reply")

    tell_of_answers("one")
    before = queries()
    tell_of_answers("two", "three", "four", "five")
    assert queries() == before


def test_an_empty_inbox_says_how_it_fills(client, anna):
    client.force_login(anna)
    assert "Nothing yet" in text_of(client.get(INBOX))
