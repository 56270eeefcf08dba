"""Banning somebody, and letting them take part again: each is on the record and told."""

import pytest

from comments.actions import moderation, people, posting, voting
from comments.exceptions import Banned
from comments.models import Comment, ModerationDecision, Notification, Participant

from ..factories import make_comment, published

pytestmark = pytest.mark.django_db
Reason = ModerationDecision.Reason


@pytest.fixture
def moderator(make_user):
    return make_user("someone")


def record_of(person):
    """What was decided about somebody, in order."""
    decisions = ModerationDecision.objects.filter(person=person).order_by("pk")
    return [(one.subject, one.act, one.reason, one.note, one.by) for one in decisions]


def told(person):
    rows = Notification.objects.filter(recipient=person).order_by("pk")
    return [(note.kind, note.title) for note in rows]


def test_a_ban_is_on_the_record_with_who_and_why(anna, moderator):
    people.ban(anna, by=moderator, reason=Reason.SPAM, note="third time")
    assert record_of(anna) == [("person", "ban", "spam", "third time", moderator)]


def test_who_never_wrote_anything_can_be_banned(anna, moderator, discussion):
    assert not Participant.objects.filter(user=anna).exists()
    people.ban(anna, by=moderator)
    with pytest.raises(Banned):
        voting.cast(make_comment(discussion), anna, 1)


def test_the_banned_person_is_told_in_the_inbox_and_why(anna, moderator):
    people.ban(anna, by=moderator, reason=Reason.SPAM, note="third time")
    ((kind, title),) = told(anna)
    assert kind == "decision"
    assert "closed your account for taking part here" in title
    assert "advertising or spam" in title
    assert "third time" not in title


def test_lifting_a_ban_is_a_new_decision_and_told(anna, moderator, discussion):
    people.ban(anna, by=moderator)
    people.unban(anna, by=moderator, reason=Reason.MISTAKE)
    assert [act for _, act, *_ in record_of(anna)] == ["ban", "unban"]
    assert told(anna)[-1] == ("decision", "You may take part here again.")
    assert voting.cast(make_comment(discussion), anna, 1) == 1


def test_banned_twice_is_decided_and_told_once(anna, moderator):
    assert people.ban(anna, by=moderator)
    assert people.ban(anna, by=moderator) is None
    assert len(record_of(anna)) == len(told(anna)) == 1


def test_nothing_is_lifted_where_nobody_is_banned(anna, moderator):
    assert people.unban(anna, by=moderator) is None
    assert record_of(anna) == told(anna) == []


def test_a_ban_hides_nothing_by_itself(regular, moderator, discussion, no_pause):
    posting.submit(discussion, regular, "Said before.")
    people.ban(regular, by=moderator)
    assert published(discussion) == ["Said before."]


def test_the_record_of_a_ban_survives_the_account(anna, moderator):
    people.ban(anna, by=moderator, reason=Reason.ABUSE)
    anna.delete()
    moderator.delete()
    decision = ModerationDecision.objects.get()
    assert (decision.subject, decision.act, decision.reason) == ("person", "ban", "abuse")
    assert (decision.person, decision.by) == (None, None)


def test_a_decision_about_a_comment_says_so_by_itself(discussion, moderator):
    comment = make_comment(discussion, status="pending")
    decision = moderation.decide(comment, Comment.Status.PUBLISHED, by=moderator)
    assert (decision.subject, decision.act) == ("comment", "state")
