"""Telling followers of tags and films of new posts."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from archive.actions import announcements, follows, posts
from archive.models import Film, Post, Tag
from comments.models import Frequency, Notification
from comments.notifications import delivery

from ..factories import make_post

pytestmark = pytest.mark.django_db
SITE = "https://archive.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def tag():
    return Tag.objects.get(slug="defectors")


@pytest.fixture
def film():
    return Film.objects.get(slug="seoul-train")


def post_about(tag=None, film=None, title="Something new", **fields):
    post = make_post(title, **fields)
    post.tags.add(*filter(None, [tag]))
    post.films.add(*filter(None, [film]))
    return post


def events(user):
    return list(Notification.objects.filter(recipient=user).values_list("event", flat=True))


def work():
    """What the worker does in one round."""
    announcements.announce_due()
    delivery.send_due()


def test_what_was_always_here_is_not_announced(reader):
    for tag in Tag.objects.all():
        follows.follow(reader, tag=tag)
    for film in Film.objects.all():
        follows.follow(reader, film=film)
    assert Post.objects.published().count() > 3
    work()
    assert events(reader) == []


def test_a_new_post_is_told_once_to_whoever_follows_its_tag_or_film(
    reader, editor, moderator, tag, film
):
    follows.follow(reader, tag=tag)
    follows.follow(editor, film=film, frequency=Frequency.NEVER)
    post = post_about(tag, film)
    work()
    work()
    assert announcements.announce(post) is False
    assert events(reader) == events(editor) == [f"post:{post.pk}"]
    assert events(moderator) == []
    assert [message.to for message in mail.outbox] == [[reader.email]]


def test_whoever_worked_on_a_post_is_not_told_of_it(reader, editor, moderator, tag):
    for follower in (reader, editor, moderator):
        follows.follow(follower, tag=tag)
    post = post_about(tag)
    for by in (editor, moderator):
        post.title = f"As {by} calls it"
        post.save()
        posts.finish_save(post, by)
    work()
    assert [message.to for message in mail.outbox] == [[reader.email]]
    assert events(editor) == events(moderator) == []


def test_a_post_with_neither_tells_nobody(reader, tag, film):
    follows.follow(reader, tag=tag)
    follows.follow(reader, film=film)
    post_about(Tag.objects.get(slug="south-korea"))
    work()
    assert events(reader) == []


def test_nothing_is_told_before_the_post_is_public(reader, tag):
    follows.follow(reader, tag=tag)
    draft = post_about(tag, status="draft")
    scheduled = post_about(tag, published_at=timezone.now() + timedelta(hours=1))
    work()
    assert events(reader) == []
    draft.status, draft.published_at = "published", timezone.now()
    draft.save()
    Post.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())
    work()
    assert sorted(events(reader)) == sorted([f"post:{draft.pk}", f"post:{scheduled.pk}"])


def test_what_is_dated_back_far_is_no_news(reader, tag):
    follows.follow(reader, tag=tag)
    post_about(tag, published_at=timezone.now() - timedelta(days=30))
    work()
    assert events(reader) == []


def test_a_post_that_comes_back_is_not_told_of_again(reader, tag):
    follows.follow(reader, tag=tag)
    post = post_about(tag)
    work()
    for status in ("withdrawn", "published"):
        post.status = status
        post.save()
        work()
    assert len(mail.outbox) == 1


def test_whoever_has_left_is_not_told(reader, tag):
    follows.follow(reader, tag=tag)
    reader.is_active = False
    reader.save()
    post_about(tag)
    work()
    assert events(reader) == []


def withdraw(post, user):
    post.status = "withdrawn"
    post.save()


@pytest.mark.parametrize(
    "happens",
    [
        withdraw,
        lambda post, user: user.follows.all().delete(),
        lambda post, user: user.follows.update(frequency=Frequency.NEVER),
    ],
)
def test_what_changed_before_the_mail_was_due_is_respected(reader, tag, happens):
    follows.follow(reader, tag=tag)
    post = post_about(tag)
    announcements.announce_due()
    happens(post, reader)
    delivery.send_due()
    assert mail.outbox == []


def test_who_follows_tag_and_film_gets_one_mail_that_names_both_and_ends_both(reader, tag, film):
    follows.follow(reader, tag=tag)
    follows.follow(reader, film=film, frequency=Frequency.DAILY)
    post = post_about(tag, film, body="<p>It opens in spring.</p>")
    work()
    [message] = mail.outbox
    assert message.subject == "New post: Something new"
    [(html, _)] = message.alternatives
    for part in (message.body, html):
        assert "It opens in spring." in part
        assert f"{SITE}/posts/{post.slug}/" in part
        assert "“Defectors”" in part and "“Seoul Train”" in part
        assert f"{SITE}/accounts/follows/" in part
    path = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    page = Client().get(path).content.decode()
    assert "Defectors" in page and "Seoul Train" in page
    Client().post(path)
    assert set(reader.follows.values_list("frequency", flat=True)) == {Frequency.NEVER}


def test_mails_speak_the_language_of_whom_they_go_to(reader, tag):
    reader.language = "ko"
    reader.save()
    follows.follow(reader, tag=tag)
    post = post_about(tag)
    work()
    with override("ko"):
        subject = gettext("New post: %(title)s") % {"title": post.title}
        stop = gettext("No more of these mails")
    assert subject != f"New post: {post.title}"
    [message] = mail.outbox
    [(html, _)] = message.alternatives
    assert message.subject == subject
    assert f"{SITE}/ko/posts/{post.slug}/" in message.body
    assert f"<{SITE}/ko/unsubscribe/" in message.extra_headers["List-Unsubscribe"]
    assert '<html lang="ko">' in html
    assert stop in html


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_digest_counts_in_the_plural_of_its_language(reader, tag, language):
    reader.language = language
    reader.save()
    follows.follow(reader, tag=tag, frequency=Frequency.DAILY)
    for title in ("One", "Two"):
        post_about(tag, title=title)
    announcements.announce_due()
    Notification.objects.update(due_at=timezone.now())
    delivery.send_due()
    with override(language):
        one, many = (
            "%(count)d new thing in what you follow",
            "%(count)d new things in what you follow",
        )
        subject = ngettext(one, many, 2) % {"count": 2}
    [message] = mail.outbox
    assert message.subject == subject
    assert message.body.index("One") < message.body.index("Two")
