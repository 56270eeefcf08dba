"""Flags: when they hide a comment, and whose count."""

import pytest

from comments.actions import (
    flagging,
)
from comments.actions.moderation import decide
from comments.models import (
    Comment,
    Flag,
    ModerationDecision,
)
from comments.policies import screening

from ..factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


def test_one_flag_changes_nothing_three_hide_until_a_moderator_looked(make_user):
    comment = make_comment(make_discussion())
    for n in range(screening.FLAGS_TO_HIDE):
        assert Comment.objects.get(pk=comment.pk).status == "published"
        flagging.flag(comment, make_user(f"user{n}"), "abuse")
    assert Comment.objects.get(pk=comment.pk).status == "pending"
    assert ModerationDecision.objects.get(comment=comment).rule == "flags"


def test_flags_that_a_moderator_has_seen_do_not_count_again(make_user):
    comment = make_comment(make_discussion())
    for n in range(3):
        flagging.flag(comment, make_user(f"user{n}"), "abuse")
    held = Comment.objects.get(pk=comment.pk)
    decide(held, Comment.Status.PUBLISHED, by=make_user("moderator2"))
    flagging.flag(comment, make_user("late"), "abuse")
    assert Comment.objects.get(pk=comment.pk).status == "published"


def test_the_same_person_flags_once(make_user):
    comment, ann = make_comment(make_discussion()), make_user("ann")
    for _ in range(3):
        flagging.flag(comment, ann, "spam", "look")
    assert Flag.objects.count() == 1
