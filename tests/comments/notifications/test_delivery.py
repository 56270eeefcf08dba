"""Sending mails by a mail server that works, refuses, hangs, or is not there."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.actions import flagging, muting, posting, withdrawing
from comments.actions.moderation import Status, decide
from comments.models import Discussion, Flag, Frequency, Notification
from comments.notifications import delivery, subscriptions, unsubscribing
from tests.smtp import MailServer

from ..conftest import known
from ..factories import fresh, make_comment, make_discussion, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_at_once")]


@pytest.fixture
def server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "archive", "secret"
    settings.EMAIL_TIMEOUT = 0.5
    with server.running():
        yield server


def told():
    """What tells of comments, and not of decisions about them."""
    return Notification.objects.exclude(kind="decision").order_by("pk")


def wait_until_due():
    Notification.objects.filter(mail="waiting").update(due_at=timezone.now())


def states():
    return list(told().values_list("mail", flat=True))


def test_a_mail_goes_out_once(server, discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    publish(discussion, ben)
    assert delivery.send_due()
    assert delivery.send_due()
    [message] = server.messages
    assert message["To"] == "anna@example.org"
    assert message["Subject"] == "A page: a comment by ben"
    note = told().get()
    assert (note.mail, note.attempts, note.error) == ("sent", 1, "")
    assert note.sent_at


def test_who_follows_and_is_answered_gets_one_mail(server, discussion, anna, ben):
    root = make_comment(discussion, author=anna)
    subscriptions.follow(anna, discussion)
    subscriptions.follow(anna, discussion, root)
    publish(discussion, ben, parent=root)
    delivery.send_due()
    assert [message["Subject"] for message in server.messages] == ["A page: ben answered you"]


def test_nothing_is_sent_of_a_comment_that_waits_for_a_moderator(server, discussion, anna, ben):
    subscriptions.follow(anna, discussion)
    comment = posting.submit(discussion, ben, "The first of a new person.")
    delivery.send_due()
    assert server.taken == []
    decide(comment, Status.PUBLISHED)
    delivery.send_due()
    assert len(server.taken) == 1


def hide(comment, user):
    Discussion.objects.update(visible_from=None)


def leave(comment, user):
    user.is_active = False
    user.save()


def lose_address(comment, user):
    user.email = ""
    user.save()


@pytest.mark.parametrize(
    "happens",
    [
        lambda comment, user: decide(comment, Status.REMOVED),
        lambda comment, user: decide(comment, Status.PENDING),
        lambda comment, user: withdrawing.withdraw(comment, comment.author),
        lambda comment, user: muting.mute(user, comment.author),
        lambda comment, user: subscriptions.unfollow(user, comment.discussion),
        lambda comment, user: subscriptions.follow(user, comment.discussion, frequency="never"),
        hide,
        leave,
        lose_address,
    ],
)
def test_what_nobody_should_hear_of_any_more_is_not_sent(server, discussion, anna, ben, happens):
    subscriptions.follow(anna, discussion)
    comment = publish(discussion, ben)
    happens(comment, anna)
    delivery.send_due()
    assert server.heard == []
    assert "waiting" not in states()


@pytest.mark.parametrize(
    ("mood", "error"),
    [
        ("is busy", "451 later"),
        ("refuses the password", "535 wrong"),
        ("silent", "timed out"),
        ("hangs before the content", "timed out"),
    ],
)
def test_what_the_server_does_not_take_is_tried_again_later(server, discussion, anna, mood, error):
    subscriptions.follow(anna, discussion)
    publish(discussion)
    server.mood = mood
    delivery.send_due()
    note = Notification.objects.get()
    assert (note.mail, note.attempts) == ("waiting", 1)
    assert error in note.error
    assert note.due_at > timezone.now()
    assert server.taken == []
    server.mood = "kind"
    delivery.send_due()
    assert server.taken == []
    wait_until_due()
    delivery.send_due()
    assert len(server.taken) == 1
    assert states() == ["sent"]


def test_while_the_server_is_down_the_others_wait_without_an_attempt(
    server, settings, discussion, anna, ben
):
    settings.EMAIL_PORT = 1
    subscriptions.follow(anna, discussion)
    subscriptions.follow(ben, discussion)
    publish(discussion)
    assert delivery.send_due() is False
    attempts = Notification.objects.order_by("pk").values_list("mail", "attempts")
    assert list(attempts) == [("waiting", 1), ("waiting", 0)]
    settings.EMAIL_PORT = server.port
    wait_until_due()
    assert delivery.send_due()
    assert {message["To"] for message in server.messages} == {anna.email, ben.email}


def test_the_pauses_grow_until_it_is_given_up_loudly_after_days(server, discussion, anna, caplog):
    subscriptions.follow(anna, discussion)
    publish(discussion)
    server.mood = "is busy"
    pauses = []
    while states() == ["waiting"]:
        wait_until_due()
        before = timezone.now()
        delivery.send_due()
        note = Notification.objects.get()
        if note.mail == "waiting":
            pauses.append(round((note.due_at - before).total_seconds()))
    assert states() == ["failed"]
    assert pauses == sorted(pauses)
    assert 3 <= timedelta(seconds=sum(pauses)).days < 4
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "given up" in record.getMessage()
    assert anna.email not in caplog.text
    server.mood = "kind"
    delivery.send_due()
    assert server.taken == []
    call_command("send_notifications", "--again")
    delivery.send_due()
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("mood", "error"),
    [("refuses data", "554 no thanks"), ("refuses recipients", "550 unknown")],
)
def test_what_the_server_refuses_for_good_is_given_up_at_once_and_loudly(
    server, discussion, anna, ben, caplog, mood, error
):
    subscriptions.follow(anna, discussion)
    publish(discussion, ben)
    server.mood = mood
    delivery.send_due()
    note = told().get()
    assert (note.mail, note.attempts, note.error) == ("failed", 1, error)
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "given up" in record.getMessage()
    assert error not in caplog.text  # it may name the address
    server.mood = "kind"
    wait_until_due()
    delivery.send_due()
    assert server.taken == []


def test_who_ends_one_of_two_subscriptions_still_hears_of_it_by_the_other(
    server, discussion, anna, ben
):
    mine = make_comment(discussion, author=anna)
    for comment in (None, mine):
        subscriptions.follow(anna, discussion, comment)
    publish(discussion, ben, parent=mine)
    subscriptions.unfollow(anna, discussion, mine)
    delivery.send_due()
    [message] = server.messages
    text = message.get_body("plain").get_content()
    assert "You follow the discussion of “A page”." in text
    follows = anna.subscriptions.get()
    token = re.search(r"/unsubscribe/([^/]+)/", text)[1]
    assert unsubscribing.read(token).pks == (follows.pk,)


def hide_by_flags(comment, make_user):
    for name in ("flagger", "second", "third"):
        flagging.flag(comment, known(make_user(name)), Flag.Reason.ABUSE)
    assert fresh(comment).status == Status.PENDING


def test_what_flags_had_hidden_when_it_was_due_is_mailed_once_it_is_back(
    server, discussion, anna, ben, make_user
):
    subscriptions.follow(anna, discussion)
    comment = publish(discussion, ben)
    hide_by_flags(comment, make_user)
    delivery.send_due()
    assert server.heard == []
    decide(fresh(comment), Status.PUBLISHED)
    delivery.send_due()
    delivery.send_due()
    assert [message["To"] for message in server.messages] == [anna.email]


def test_what_was_mailed_before_flags_hid_it_is_not_mailed_again(
    server, discussion, anna, ben, make_user
):
    subscriptions.follow(anna, discussion)
    comment = publish(discussion, ben)
    delivery.send_due()
    hide_by_flags(comment, make_user)
    decide(fresh(comment), Status.PUBLISHED)
    delivery.send_due()
    assert len(server.taken) == 1


@pytest.mark.parametrize("mood", ["drops", "hangs"])
def test_what_may_have_arrived_is_reported_and_not_sent_again(
    server, discussion, anna, caplog, mood
):
    subscriptions.follow(anna, discussion)
    publish(discussion)
    server.mood = mood
    delivery.send_due()
    assert states() == ["unknown"]
    assert "It is not sent again" in caplog.text
    server.mood = "kind"
    wait_until_due()
    delivery.send_due()
    assert len(server.heard) == 1


def test_a_server_that_hangs_up_after_each_mail_gets_them_all(server, discussion, anna, ben):
    server.mood = "hangs up after each mail"
    for user in (anna, ben):
        subscriptions.follow(user, discussion)
    publish(discussion)
    delivery.send_due()
    assert states() == ["sent", "sent"]
    assert {message["To"] for message in server.messages} == {anna.email, ben.email}


def test_a_claim_that_never_ended_is_reported_once_and_not_sent(server, discussion, anna, caplog):
    subscriptions.follow(anna, discussion)
    publish(discussion)
    publish(discussion)
    first, second = Notification.objects.order_by("pk").values_list("pk", flat=True)
    assert delivery.claim([first, second]) == [first, second]
    long_ago = timezone.now() - delivery.CLAIM_LASTS - timedelta(seconds=1)
    Notification.objects.filter(pk=first).update(claimed_at=long_ago)
    delivery.send_due()
    delivery.send_due()
    assert server.heard == []
    assert states() == ["unknown", "claimed"]
    assert caplog.text.count("its worker ended") == 1


def test_what_one_worker_has_claimed_no_other_gets(discussion, anna):
    subscriptions.follow(anna, discussion)
    for _ in range(3):
        publish(discussion)
    one, two, three = Notification.objects.order_by("pk").values_list("pk", flat=True)
    assert delivery.claim([one]) == [one]
    assert delivery.claim([three, two, one]) == [two, three]
    assert delivery.claim([one, two, three]) == []


def test_what_comes_once_a_day_comes_together_and_not_before_it_is_due(server, anna, ben):
    discussions = [make_discussion(title=title) for title in ("One", "Two")]
    for discussion in discussions:
        subscriptions.follow(anna, discussion, frequency=Frequency.DAILY)
        publish(discussion, ben, f"About {discussion.title}.")
    delivery.send_due()
    assert server.heard == []
    wait_until_due()
    delivery.send_due()
    [message] = server.messages
    text = message.get_body("plain").get_content()
    assert text.index("About One.") < text.index("About Two.")
    assert states() == ["sent", "sent"]


def test_a_round_ends_between_two_mails_when_the_worker_is_told_to_stop(server, discussion, anna):
    subscriptions.follow(anna, discussion)
    publish(discussion)
    publish(discussion)
    delivery.send_due(should_stop=lambda: bool(server.taken))
    assert states() == ["sent", "waiting"]


def test_a_mail_that_cannot_be_written_does_not_keep_the_others(server, discussion, anna, ben):
    anna.email = "anna\n@example.org"
    anna.save()
    for user in (anna, ben):
        subscriptions.follow(user, discussion)
    publish(discussion)
    delivery.send_due()
    assert sorted(states()) == ["sent", "waiting"]
    assert [message["To"] for message in server.messages] == [ben.email]


def test_what_the_server_said_fits_into_the_row():
    said = b"no \xff " + b"x" * 1000
    error = smtplib.SMTPRecipientsRefused({"anna@example.org": (550, said)})
    assert delivery.in_words(error).startswith("550 no \ufffd")
    assert len(delivery.in_words(error)) == Notification._meta.get_field("error").max_length
