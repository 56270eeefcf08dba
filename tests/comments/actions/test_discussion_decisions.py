"""What is decided about a whole discussion is on the record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.actions import discussions
from comments.models import Discussion, ModerationDecision

from ..factories import make_discussion

pytestmark = pytest.mark.django_db


def acts(discussion):
    decisions = ModerationDecision.objects.filter(discussion=discussion).order_by("pk")
    return [(one.act, one.by) for one in decisions]


def test_closing_and_opening_are_decisions_with_who(discussion, anna):
    discussions.change(discussion, by=anna, is_open=False, note="heated")
    discussions.change(discussion, by=anna, is_open=True)
    assert acts(discussion) == [("close", anna), ("open", anna)]
    assert ModerationDecision.objects.filter(note="heated").get().act == "close"


def test_a_time_to_close_is_a_decision(discussion, anna):
    soon = timezone.now() + timedelta(days=1)
    discussions.change(discussion, by=anna, closes_at=soon)
    assert acts(discussion) == [("schedule", anna)]
    discussion.refresh_from_db()
    assert discussion.closes_at == soon


def test_what_was_so_already_and_how_it_looks_are_no_decisions(discussion):
    discussions.change(discussion, is_open=True, style="threaded", claimed_count=7)
    assert acts(discussion) == []
    assert Discussion.objects.get(pk=discussion.pk).style == "threaded"


def test_the_record_survives_a_discussion_that_becomes_part_of_another(discussion, anna):
    other = make_discussion(title="The other")
    discussions.change(discussion, by=anna, is_open=False)
    discussions.merge(other, discussion)
    discussion.owned_discussion.delete()
    discussion.delete()
    decision = ModerationDecision.objects.get()
    assert (decision.subject, decision.act, decision.discussion) == ("discussion", "close", None)
