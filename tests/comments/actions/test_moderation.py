"""Decisions: what they change, what they leave, and what they refuse."""

from datetime import UTC, datetime

import pytest

from comments.actions.moderation import Reason, Status, decide, leave
from comments.actions.transitions import TRANSITIONS
from comments.exceptions import NotPossible
from comments.models import Comment, ModerationDecision
from comments.signals import comment_changed

from ..factories import fresh, make_comment

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def test_publishing_shows_the_comment_counts_it_and_records_who_and_why(discussion, make_user):
    comment = make_comment(discussion, status="pending")
    someone = make_user("someone")
    decide(comment, Status.PUBLISHED, by=someone, reason=Reason.ON_TOPIC, note="fine")
    discussion.refresh_from_db()
    assert discussion.comment_count == 1
    assert list(Comment.objects.published().filter(discussion=discussion)) == [comment]
    record = ModerationDecision.objects.get(comment=comment)
    assert (record.by, record.from_status, record.to_status) == (someone, "pending", "published")
    assert (record.reason, record.note) == ("fine", "fine")


def test_removing_a_reply_lowers_both_counts(discussion):
    root = make_comment(discussion)
    reply = make_comment(discussion, parent=root)
    decide(reply, Status.REMOVED)
    root.refresh_from_db()
    discussion.refresh_from_db()
    assert (root.reply_count, discussion.comment_count) == (0, 1)


def test_an_undo_is_a_new_decision(discussion):
    comment = make_comment(discussion)
    decide(comment, Status.REMOVED)
    decide(comment, Status.PUBLISHED, reason=Reason.MISTAKE)
    steps = ModerationDecision.objects.filter(comment=comment).order_by("pk")
    assert [step.to_status for step in steps] == ["removed", "published"]


@pytest.mark.parametrize("old", Status.values)
@pytest.mark.parametrize("new", Status.values)
def test_only_the_listed_changes_of_state_are_possible(discussion, old, new):
    comment = make_comment(discussion, status=old)
    if new in TRANSITIONS[old]:
        decide(comment, Status(new))
        assert Comment.objects.get(pk=comment.pk).status == new
    else:
        with pytest.raises(NotPossible):
            decide(comment, Status(new))
        assert Comment.objects.get(pk=comment.pk).status == old
        assert not ModerationDecision.objects.filter(comment=comment).exists()


def test_what_an_author_withdrew_no_moderator_brings_back():
    assert TRANSITIONS[Status.WITHDRAWN] == set()


def test_the_slower_of_two_moderators_is_told_and_changes_nothing(discussion):
    comment = make_comment(discussion, status="pending")
    seen_by_the_other = Comment.objects.get(pk=comment.pk)
    decide(comment, Status.REJECTED)
    with pytest.raises(NotPossible):
        decide(seen_by_the_other, Status.PUBLISHED)
    assert Comment.objects.get(pk=comment.pk).status == "rejected"
    assert ModerationDecision.objects.filter(comment=comment).count() == 1


def test_whoever_uses_the_engine_hears_of_it(discussion):
    comment = make_comment(discussion)
    heard = []

    def listen(**kwargs):
        heard.append((kwargs["discussion_id"], kwargs["comment_ids"]))

    comment_changed.connect(listen)
    try:
        decide(comment, Status.SPAM)
    finally:
        comment_changed.disconnect(listen)
    assert heard == [(discussion.pk, [comment.pk])]


@pytest.mark.parametrize("by_then", [{"status": "pending"}, {"edited_at": MOMENT}])
def test_to_leave_a_comment_is_refused_once_it_is_not_what_was_seen(
    discussion, make_user, by_then
):
    comment, someone = make_comment(discussion), make_user("someone")
    flag = comment.flags.create(by=make_user("other"), reason="abuse")
    Comment.objects.filter(pk=comment.pk).update(**by_then)
    with pytest.raises(NotPossible):
        leave(comment, someone, flag.pk)
    with pytest.raises(NotPossible):
        leave(fresh(comment), someone, None)
    assert comment.flags.counting().exists()
    assert leave(fresh(comment), someone, flag.pk)


def test_to_leave_what_another_rule_holds_does_not_publish_it(discussion, make_user):
    comment = make_comment(discussion, status="pending", held_for="links")
    flag = comment.flags.create(by=make_user("other"), reason="abuse")
    leave(comment, make_user("someone"), flag.pk)
    assert fresh(comment).status == "pending"
