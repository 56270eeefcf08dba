"""Flags: when they call a moderator, when they hide a comment, and whose count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.actions import editing, flagging, posting
from comments.actions.moderation import decide
from comments.exceptions import TooMany
from comments.models import Comment, Flag, ModerationDecision, Participant
from comments.policies import screening, throttling

from ..conftest import known
from ..factories import fresh, make_comment, make_discussion

pytestmark = pytest.mark.django_db
MONTHS_AGO = timezone.now() - timedelta(days=90)


@pytest.fixture
def make_old(make_user):
    """A function that makes an account which has been here for months."""
    return lambda name: make_user(name, date_joined=MONTHS_AGO)


def in_queue(comment):
    return Comment.objects.flagged(screening.FLAGS_FOR_QUEUE).filter(pk=comment.pk).exists()


def test_one_flag_changes_nothing_three_hide_until_a_moderator_looked(make_old):
    comment = make_comment(make_discussion())
    for n in range(screening.FLAGS_TO_HIDE):
        assert fresh(comment).status == "published"
        flagging.flag(comment, make_old(f"user{n}"), "abuse")
    assert fresh(comment).status == "pending"
    assert ModerationDecision.objects.get(comment=comment).rule == "flags"


def test_flags_that_a_moderator_has_seen_do_not_count_again(make_user, make_old):
    comment = make_comment(make_discussion())
    for n in range(3):
        flagging.flag(comment, make_old(f"user{n}"), "abuse")
    held = fresh(comment)
    decide(held, Comment.Status.PUBLISHED, by=make_user("moderator2"))
    flagging.flag(comment, make_old("late"), "abuse")
    assert fresh(comment).status == "published"


def test_the_same_person_flags_once(make_user):
    comment, ann = make_comment(make_discussion()), make_user("ann")
    for _ in range(3):
        flagging.flag(comment, ann, "spam", "look")
    assert Flag.objects.count() == 1


def test_a_changed_text_is_flagged_anew_by_the_same_people(no_pause, regular, make_old):
    review = posting.submit(make_discussion("reviews"), regular, "A nice film.", kind="review")
    flaggers = [make_old(name) for name in ("one", "two", "three")]
    for person in flaggers[:2]:
        flagging.flag(review, person, Flag.Reason.OTHER)
    decide(fresh(review), Comment.Status.SPAM, by=flaggers[2])
    decide(fresh(review), Comment.Status.PUBLISHED, by=flaggers[2])
    flagging.flag(review, flaggers[0], Flag.Reason.OTHER)
    assert not review.flags.counting().exists()
    editing.edit(fresh(review), regular, "You are all idiots.")
    for person in flaggers:
        flagging.flag(review, person, Flag.Reason.ABUSE)
    assert review.flags.counting().count() == 3
    assert fresh(review).status == "pending"


@pytest.mark.parametrize("reason", Flag.Reason.values)
def test_one_flag_by_anybody_calls_a_moderator_for_what_is_urgent_alone(make_user, reason):
    comment = make_comment(make_discussion())
    flagging.flag(comment, make_user("new"), reason)
    assert in_queue(comment) == (reason in ("privacy", "threat", "illegal"))
    assert fresh(comment).status == "published"


def test_flags_weigh_with_the_standing_of_whoever_raised_them(make_user, make_old):
    """Three new accounts do nothing; who came long ago, or wrote here, does."""
    comment = make_comment(make_discussion())
    for n in range(3):
        flagging.flag(comment, make_user(f"new{n}"), Flag.Reason.ABUSE)
    flagging.flag(comment, make_old("old"), Flag.Reason.ABUSE)
    assert not in_queue(comment)
    flagging.flag(comment, known(make_user("writer")), Flag.Reason.ABUSE)
    assert in_queue(comment)
    assert fresh(comment).status == "published"


def test_flags_never_hide_what_a_moderator_wrote(make_user, make_old):
    author = make_user("author", is_superuser=True)
    comment = make_comment(make_discussion(), author=author)
    for n in range(4):
        flagging.flag(comment, make_old(f"old{n}"), Flag.Reason.ABUSE)
    assert fresh(comment).status == "published"
    assert in_queue(comment)


@pytest.mark.parametrize("is_active", [True, False])
def test_flags_of_who_may_not_take_part_any_more_count_for_nothing(make_old, is_active):
    comment = make_comment(make_discussion())
    gone = [make_old(name) for name in ("one", "two")]
    flagging.flag(comment, gone[0], Flag.Reason.PRIVACY)
    flagging.flag(comment, gone[1], Flag.Reason.ABUSE)
    if is_active:
        Participant.objects.filter(user__in=gone).update(is_banned=True)
    else:
        type(gone[0]).objects.filter(pk__in=[one.pk for one in gone]).update(is_active=False)
    assert not in_queue(comment)
    flagging.flag(comment, make_old("three"), Flag.Reason.ABUSE)
    assert not in_queue(comment)
    assert fresh(comment).status == "published"


def test_a_flood_of_flags_is_stopped(make_user):
    discussion, ann = make_discussion(), make_user("ann")
    most, _span = throttling.LIMITS["flag"]
    for _ in range(most):
        flagging.flag(make_comment(discussion), ann, Flag.Reason.OTHER)
    with pytest.raises(TooMany, match="You may go on in"):
        flagging.flag(make_comment(discussion), ann, Flag.Reason.OTHER)
    assert Flag.objects.count() == most
