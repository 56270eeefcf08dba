"""Who is told of what, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.actions import muting, posting, withdrawing
from comments.actions.moderation import Reason, Status, decide
from comments.models import Frequency, Notification
from comments.notifications import outbox, recipients, subscriptions
from comments.signals import comment_changed

from ..factories import make_comment, make_discussion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_at_once")]
NOW, DAILY, NEVER = Frequency.NOW, Frequency.DAILY, Frequency.NEVER


def told(user):
    """What somebody was told, oldest first, as pairs of kind and state of the mail."""
    rows = Notification.objects.filter(recipient=user).order_by("pk")
    return [(row.kind, row.mail) for row in rows]


def publish(discussion, author=None, **fields):
    """A comment that a moderator lets through."""
    comment = make_comment(discussion, status="pending", author=author, **fields)
    decide(comment, Status.PUBLISHED)
    return comment


def test_whoever_follows_a_discussion_is_told_of_a_comment(discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    comment = publish(discussion, ben)
    row = Notification.objects.get(recipient=anna)
    assert (row.kind, row.mail, row.event) == ("comment", "waiting", f"comment:{comment.pk}")
    assert (row.title, row.url) == (discussion.title, f"/comments/{comment.pk}/")
    assert row.due_at <= timezone.now()
    assert row.read_at is None


def test_a_comment_that_is_posted_and_public_at_once_is_told_of(discussion, anna, make_user):
    trusted = make_user("trusted", is_superuser=True)
    subscriptions.follow(anna, discussion)
    posting.submit(discussion, trusted, "Said by somebody who is known.")
    assert told(anna) == [("comment", "waiting")]


def test_nobody_hears_of_a_held_comment_until_it_is_public_and_then_once(discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    comment = posting.submit(discussion, ben, "The first of a new person.")
    assert comment.status == "pending"
    assert told(anna) == []
    decide(comment, Status.PUBLISHED)
    assert told(anna) == [("comment", "waiting")]


def test_publication_and_what_is_told_of_it_are_one_transaction(discussion, anna, monkeypatch):
    subscriptions.follow(anna, discussion)
    comment = make_comment(discussion, status="pending")

    def fail(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(comment_changed, "send", fail)
        with pytest.raises(RuntimeError):
            decide(comment, Status.PUBLISHED)
    assert told(anna) == []
    with monkeypatch.context() as broken:
        broken.setattr(outbox, "add", fail)
        comment.refresh_from_db()
        with pytest.raises(RuntimeError):
            decide(comment, Status.PUBLISHED)
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_a_comment_that_comes_back_is_told_of_to_nobody(discussion, anna, ben, make_user):
    subscriptions.follow(anna, discussion)
    comment = publish(discussion, ben)
    decide(comment, Status.REMOVED)
    subscriptions.follow(make_user("later"), discussion)
    decide(comment, Status.PUBLISHED)
    assert Notification.objects.filter(event=f"comment:{comment.pk}").count() == 1


def test_how_often_decides_when_the_mail_is_due(discussion, anna, ben, make_user):
    cleo = make_user("cleo")
    for user, often in ((anna, NOW), (ben, DAILY), (cleo, NEVER)):
        subscriptions.follow(user, discussion, frequency=often)
    publish(discussion)
    now = timezone.now()
    due = dict(Notification.objects.values_list("recipient__username", "due_at"))
    assert due["anna"] <= now
    assert now < due["ben"] <= now + timedelta(days=1)
    assert due["cleo"] is None
    assert told(cleo) == [("comment", "none")]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 7, 1, 4, 59, tzinfo=UTC), datetime(2026, 7, 1, 5, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 5, 0, tzinfo=UTC), datetime(2026, 7, 2, 5, 0, tzinfo=UTC)),
        # The night in which the clocks go back is an hour longer.
        (datetime(2026, 10, 24, 5, 0, tzinfo=UTC), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),
    ],
)
def test_the_daily_mail_is_due_at_seven_where_the_site_is(settings, now, due):
    settings.TIME_ZONE = "Europe/Berlin"
    assert recipients.next_daily(now) == due


def test_the_author_is_not_told(discussion, anna):
    subscriptions.follow(anna, discussion)
    publish(discussion, anna)
    assert ("comment", "waiting") not in told(anna)


def test_whoever_muted_the_author_is_not_told(discussion, anna, ben):
    muting.mute(anna, ben)
    subscriptions.follow(anna, discussion)
    mine = make_comment(discussion, author=anna)
    publish(discussion, ben, parent=mine)
    assert told(anna) == []


def test_an_inactive_account_is_not_told(discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    anna.is_active = False
    anna.save()
    publish(discussion, ben)
    assert told(anna) == []


def test_without_an_address_the_inbox_is_all(discussion, anna, ben):
    anna.email = ""
    anna.save()
    subscriptions.follow(anna, discussion)
    publish(discussion, ben)
    assert told(anna) == [("comment", "none")]


def test_a_reply_is_told_to_whoever_follows_the_comment_answered_and_no_other(
    discussion, anna, ben, make_user
):
    # anna's root  <- ben's reply <- cleo's reply
    cleo = make_user("cleo")
    root = make_comment(discussion, author=anna)
    subscriptions.follow(anna, discussion, root)
    reply = publish(discussion, ben, parent=root)
    assert told(anna) == [("reply", "waiting")]
    publish(discussion, cleo, parent=reply)
    publish(discussion, cleo)
    assert told(anna) == [("reply", "waiting")]


def test_whoever_was_answered_finds_it_in_the_inbox_without_following(discussion, anna, ben):
    root = make_comment(discussion, author=anna)
    publish(discussion, ben, parent=root)
    assert told(anna) == [("reply", "none")]


def test_whoever_answers_oneself_is_not_told(discussion, anna):
    root = make_comment(discussion, author=anna)
    publish(discussion, anna, parent=root)
    assert ("reply", "none") not in told(anna)


@pytest.mark.parametrize(
    ("all_of_it", "replies", "expected"),
    [
        (NOW, DAILY, ("comment", "now")),
        (DAILY, NOW, ("reply", "now")),
        (NEVER, DAILY, ("reply", "daily")),
        (DAILY, DAILY, ("reply", "daily")),
    ],
)
def test_who_follows_twice_is_told_once_as_the_more_eager_wants(
    discussion, anna, ben, all_of_it, replies, expected
):
    root = make_comment(discussion, author=anna)
    subscriptions.follow(anna, discussion, frequency=all_of_it)
    subscriptions.follow(anna, discussion, root, replies)
    publish(discussion, ben, parent=root)
    row = Notification.objects.get(recipient=anna)
    assert (row.kind, row.frequency) == expected
    assert row.subscription.frequency == expected[1]


def test_the_number_of_queries_does_not_grow_with_the_followers(discussion, ben, make_user):
    root = make_comment(discussion)
    comment = make_comment(discussion, author=ben, parent=root)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            recipients.tell_of_comment(comment.pk)
        return len(captured)

    subscriptions.follow(make_user("first"), discussion)
    few = queries()
    for n in range(30):
        subscriptions.follow(make_user(f"more{n}"), discussion, root if n % 2 else None)
    assert queries() == few
    assert Notification.objects.count() == 31


# What became of one's own comment


def outcome(user):
    return Notification.objects.filter(recipient=user, kind="decision").latest("pk")


def test_the_author_is_told_that_a_held_comment_is_public(discussion, anna):
    comment = publish(discussion, anna)
    row = outcome(anna)
    assert row.title == "Your comment on “A page” is public"
    assert row.url == f"/comments/{comment.pk}/"
    assert row.mail == "none"


@pytest.mark.parametrize(
    ("before", "after", "reason", "sentence"),
    [
        ("pending", Status.REJECTED, Reason.OFF_TOPIC, "was not published: not about the subject"),
        ("pending", Status.SPAM, Reason.SPAM, "was not published: advertising or spam"),
        ("published", Status.REMOVED, Reason.PRIVACY, "was removed: somebody’s private data"),
        ("published", Status.REMOVED, Reason.NONE, "was removed"),
        ("published", Status.PENDING, Reason.NONE, "is waiting for a moderator"),
    ],
)
def test_the_author_is_told_the_reason(
    discussion, anna, make_user, before, after, reason, sentence
):
    comment = make_comment(discussion, author=anna, status=before)
    decide(comment, after, by=make_user("moderator"), reason=reason)
    row = outcome(anna)
    assert row.title == f"Your comment on “A page” {sentence}"
    assert row.url == f"{discussion.url}#comment-{comment.pk}"
    assert told(anna) == [("decision", "none")]


def test_a_withdrawal_and_a_decision_of_ones_own_are_no_news(discussion, anna):
    withdrawing.withdraw(make_comment(discussion, author=anna), anna)
    decide(make_comment(discussion, author=anna, status="pending"), Status.PUBLISHED, by=anna)
    assert told(anna) == []


def test_nobody_is_told_of_decisions_about_what_came_from_a_source(discussion):
    decide(make_comment(discussion, archived_name="Ann", text_origin="retold"), Status.REMOVED)
    decide(make_comment(discussion), Status.REMOVED)
    assert not Notification.objects.exists()


@pytest.mark.parametrize("outcome", [Status.PUBLISHED, Status.REJECTED])
def test_nobody_learns_from_a_decision_what_a_hidden_page_is_called(anna, ben, outcome):
    discussion = make_discussion(title="Secret", is_visible=False)
    subscriptions.follow(anna, discussion)
    decide(make_comment(discussion, author=ben, status="pending"), outcome)
    assert told(anna) == []
    row = Notification.objects.get(recipient=ben)
    assert "a page that is hidden now" in row.title
    assert "Secret" not in row.title
    assert discussion.url not in row.url


def test_a_long_title_leaves_room_for_what_became_of_the_comment(anna):
    discussion = make_discussion(title="long " * 20)
    type(discussion).objects.filter(pk=discussion.pk).update(title="t" * 300)
    discussion.refresh_from_db()
    decide(make_comment(discussion, author=anna), Status.REMOVED, reason=Reason.HATE)
    assert outcome(anna).title.endswith("was removed: contempt for a group of people")
