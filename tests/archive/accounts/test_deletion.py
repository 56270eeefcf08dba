"""Asking to be deleted, a day to think again, and what is left afterwards."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from archive.accounts.models import DeletionRequest, User
from archive.privacy import erasure
from archive.privacy.erasure import delete_leavers
from comments import periodic_tasks
from comments.actions import moderation, rating, voting
from comments.models import Comment, Discussion, Flag, ModerationDecision, Vote
from tests.comments.factories import make_comment, make_discussion
from tests.reading import text_of

from ..account_flows import log_in, newest_mail

pytestmark = pytest.mark.django_db
LEAVE = "/accounts/leave/"
TOMORROW = timedelta(days=1, minutes=1)


def ask(client, comments="leave", password="correct horse"):
    return client.post(LEAVE, {"comments": comments, "password": password}, follow=True)


def way_back():
    """The path of the link in the mail."""
    message = newest_mail("reader@example.org")
    return re.search(r"http://[^/]+(/\S+/leave/stay/\S+)", message.body)[1]


def leave(client, user, comments="leave"):
    """Ask, and let the day go by."""
    log_in(client, user.username)
    ask(client, comments)
    delete_leavers(timezone.now() + TOMORROW)


def test_the_password_is_asked(client, reader):
    log_in(client, "reader")
    assert "This password is not correct" in text_of(ask(client, password="wrong"))
    assert not DeletionRequest.objects.exists()
    assert mail.outbox == []


def test_the_password_is_not_guessed_here(client, reader):
    log_in(client, "reader")
    answers = [ask(client, password=f"wrong {n}").status_code for n in range(12)]
    assert answers[-1] == 429
    assert ask(client).status_code == 429


def test_asking_logs_out_everywhere_and_mails_a_way_back(client, reader):
    other = Client()
    log_in(client, "reader")
    log_in(other, "reader")
    assert "You will be deleted in a day" in text_of(ask(client))
    for one in (client, other):
        assert one.get("/accounts/").status_code == 302
    assert "will be deleted" in newest_mail("reader@example.org").subject


def test_nothing_is_deleted_before_the_day_is_over(client, reader):
    log_in(client, "reader")
    ask(client)
    assert delete_leavers(timezone.now() + timedelta(hours=23)) == 0
    assert User.objects.filter(pk=reader.pk).exists()


def test_opening_the_link_does_nothing_and_its_button_takes_it_back(client, reader):
    log_in(client, "reader")
    ask(client)
    assert "Keep my account" in text_of(client.get(way_back()))
    assert DeletionRequest.objects.exists()
    assert "Your account stays" in text_of(client.post(way_back()))
    delete_leavers(timezone.now() + TOMORROW)
    assert User.objects.filter(pk=reader.pk).exists()
    again = client.post(way_back())
    assert (again.status_code, "nothing to take back" in text_of(again)) == (410, True)


@pytest.mark.parametrize("token", ["x", "MQ:1xUhGB:u5F3KpKKS7BAf8gW8tgdZQlDp22nohF8YeuFM3oqkxs"])
def test_a_made_up_link_does_nothing(client, reader, token):
    log_in(client, "reader")
    ask(client)
    assert client.post(f"/accounts/leave/stay/{token}/").status_code == 410
    assert DeletionRequest.objects.exists()


def test_who_logs_in_again_is_asked_and_may_stay(client, reader):
    log_in(client, "reader")
    ask(client)
    response = log_in(client, "reader", next="/films/")
    page = client.get(response.headers["Location"])
    assert "Do you want to stay?" in text_of(page)
    assert DeletionRequest.objects.exists()
    response = client.post("/accounts/leave/stay/", {"next": "/films/"})
    assert response.headers["Location"] == "/films/"
    assert not DeletionRequest.objects.exists()


def test_asked_twice_the_first_day_counts_and_the_later_choice(client, reader):
    log_in(client, "reader")
    ask(client)
    due = DeletionRequest.objects.get().due_at
    log_in(client, "reader")
    ask(client, "withdraw")
    deletion = DeletionRequest.objects.get()
    assert (deletion.due_at, deletion.withdraw_comments) == (due, True)


def test_comments_stay_under_former_member(client, reader, editor):
    discussion = make_discussion()
    root = make_comment(discussion, "A thought.", author=reader, ip_address="198.51.100.0")
    make_comment(discussion, "An answer.", author=editor, parent=root)
    leave(client, reader)
    assert not User.objects.filter(pk=reader.pk).exists()
    root.refresh_from_db()
    assert (root.author_name, root.text, root.ip_address) == ("former member", "A thought.", "")
    assert Client().get("/readers/reader/").status_code == 404


def test_comments_are_withdrawn_with_their_earlier_texts_if_that_was_chosen(
    client, reader, editor
):
    discussion = make_discussion()
    root = make_comment(discussion, "A thought.", author=reader)
    make_comment(discussion, "An answer.", author=editor, parent=root)
    held = make_comment(discussion, "Held.", author=reader, status="pending")
    root.revisions.create(text="A first thought.")
    leave(client, reader, "withdraw")
    root.refresh_from_db()
    held.refresh_from_db()
    assert (root.status, root.text, root.author) == ("withdrawn", "", None)
    assert (held.status, held.text) == ("withdrawn", "")
    assert not root.revisions.exists()
    discussion.refresh_from_db()
    assert discussion.comment_count == 1


def test_votes_and_ratings_of_who_left_no_longer_count(client, reader, editor):
    discussion = make_discussion()
    comment = make_comment(discussion, author=editor)
    film = Discussion.objects.filter(film_reviews__slug="seoul-train").get()
    before = film.rating_count
    voting.cast(comment, reader, 1)
    rating.rate(film, reader, 10)
    Flag.objects.create(comment=comment, by=reader, reason="spam")
    leave(client, reader)
    comment.refresh_from_db()
    film.refresh_from_db()
    assert (comment.score, film.rating_count) == (0, before)
    assert not Vote.objects.exists()
    assert not Flag.objects.exists()


def test_what_a_moderator_decided_stays_decided(client, moderator, reader):
    held = make_comment(make_discussion(), author=reader, status="pending")
    moderation.decide(held, Comment.Status.PUBLISHED, by=moderator)
    leave(client, moderator)
    held.refresh_from_db()
    assert held.is_published
    decision = ModerationDecision.objects.get()
    assert (decision.by, decision.to_status) == (None, "published")


def test_one_deletion_that_fails_does_not_hold_up_the_others(
    client, reader, editor, monkeypatch, caplog
):
    for one in (reader, editor):
        log_in(client, one.username)
        ask(client)
    delete = erasure.delete

    def fail_once(deletion):
        if deletion.user_id == reader.pk:
            raise RuntimeError("out of order")
        return delete(deletion)

    monkeypatch.setattr(erasure, "delete", fail_once)
    assert delete_leavers(timezone.now() + TOMORROW) == 1
    assert list(DeletionRequest.objects.values_list("user__username", flat=True)) == ["reader"]
    assert "could not be deleted" in caplog.text


def test_the_worker_and_the_command_delete_who_is_due(client, reader, editor, capsys):
    for one in (reader, editor):
        log_in(client, one.username)
        ask(client)
    DeletionRequest.objects.filter(user=reader).update(due_at=timezone.now())
    periodic_tasks.run()
    assert not User.objects.filter(pk=reader.pk).exists()
    DeletionRequest.objects.update(due_at=timezone.now())
    call_command("delete_leavers")
    assert "Deleted accounts: 1" in capsys.readouterr().out
    assert not User.objects.filter(pk=editor.pk).exists()


def test_the_worker_forgets_old_networks(client, reader):
    log_in(client, "reader")
    session = reader.usersession_set.get()
    old = timezone.now() - timedelta(days=31)
    reader.usersession_set.update(created_at=old)
    comment = make_comment(make_discussion(), author=reader, ip_address="198.51.100.0")
    Comment.objects.filter(pk=comment.pk).update(created_at=old)
    periodic_tasks.run()
    session.refresh_from_db()
    comment.refresh_from_db()
    assert (session.ip, comment.ip_address) == ("0.0.0.0", "")
    assert "Network" not in text_of(client.get("/accounts/sessions/"))
