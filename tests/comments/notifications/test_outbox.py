"""What many are told: written with what happened, expanded by the worker."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.actions import posting
from comments.actions.moderation import Status, decide
from comments.models import Event, Notification
from comments.notifications import outbox, recipients, subscriptions

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(discussion, anna, regular, no_pause):
    """A public comment in a discussion that Anna follows."""
    subscriptions.follow(anna, discussion)
    return posting.submit(discussion, regular, "News for Anna.")


def told(user):
    return list(Notification.objects.filter(recipient=user).values_list("event", flat=True))


def test_followers_are_told_when_the_worker_comes_by(comment, anna):
    assert told(anna) == []
    outbox.expand_due()
    assert told(anna) == [f"comment:{comment.pk}"]
    assert not Event.objects.exists()


def test_a_worker_that_died_in_between_doubles_nothing(comment, anna):
    recipients.tell_of_comment(comment.pk)
    assert Event.objects.exists()
    outbox.expand_due()
    assert told(anna) == [f"comment:{comment.pk}"]


def test_nobody_is_told_of_what_is_hidden_by_then(comment, anna):
    decide(comment, Status.REMOVED)
    outbox.expand_due()
    assert told(anna) == []
    assert not Event.objects.exists()


def test_who_was_not_told_while_flags_hid_it_is_told_once_it_is_back(comment, anna):
    decide(comment, Status.PENDING)
    outbox.expand_due()
    assert told(anna) == []
    decide(comment, Status.PUBLISHED)
    outbox.expand_due()
    assert told(anna) == [f"comment:{comment.pk}"]


def test_an_act_costs_the_same_however_many_follow(discussion, make_user, regular, no_pause):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            posting.submit(discussion, regular, f"Comment {Event.objects.count()}")
        return len(captured)

    queries()  # a person's first comment needs some more
    for n in range(3):
        subscriptions.follow(make_user(f"few{n}"), discussion)
    before = queries()
    for n in range(12):
        subscriptions.follow(make_user(f"many{n}"), discussion)
    assert queries() == before


def test_what_fails_holds_nobody_up_and_is_given_up_at_last(comment, anna, caplog):
    outbox.add("something", 1, "nobody knows whom")
    for _round in range(outbox.MOST_ATTEMPTS + 2):
        outbox.expand_due()
    assert told(anna) == [f"comment:{comment.pk}"]
    assert [event.what for event in Event.objects.all()] == ["something"]
    assert len(caplog.records) == outbox.MOST_ATTEMPTS


def test_a_round_ends_when_the_worker_is_told_to_stop(comment, anna):
    outbox.expand_due(should_stop=lambda: True)
    assert told(anna) == []
    assert Event.objects.count() == 1
