"""How often somebody may write."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from comments.actions import (
    editing,
    posting,
)
from comments.exceptions import TooFast, TooMany
from comments.models import (
    Comment,
    CommentRevision,
)
from comments.policies import throttling

from ..factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


@pytest.fixture
def limits(settings):
    settings.RATE_LIMITS = True


def posted(user, *ages):
    """Comments by this user that were stored so long ago."""
    place = make_discussion(title="Before")
    for age in ages:
        comment = make_comment(place, author=user)
        Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - age)


def test_two_comments_need_a_pause(limits, discussion, regular):
    Comment.objects.filter(author=regular).update(created_at=timezone.now() - timedelta(hours=2))
    posting.submit(discussion, regular, "One.")
    with pytest.raises(TooFast, match="in 1[45] seconds"):
        posting.submit(discussion, regular, "Two.")


def test_thirty_in_an_hour_are_enough(limits, discussion, regular):
    type(regular).objects.update(date_joined=timezone.now() - timedelta(days=9))
    regular.refresh_from_db()
    Comment.objects.filter(author=regular).update(created_at=timezone.now() - timedelta(hours=2))
    posted(regular, *(timedelta(minutes=n + 1) for n in range(30)))
    with pytest.raises(TooFast, match="in 30 minutes"):
        posting.submit(discussion, regular, "One more.")


def test_five_in_ten_minutes_are_enough_for_a_new_account(limits, discussion, make_user):
    new = make_user("new")
    posted(new, *(timedelta(minutes=n + 1) for n in range(5)))
    with pytest.raises(TooFast, match="in 5 minutes"):
        posting.submit(discussion, new, "One more.")


def test_a_flood_of_edits_is_stopped(settings, regular):
    review = make_comment(make_discussion("reviews"), "0", kind="review", author=regular)
    settings.RATE_LIMITS = True
    for n in range(throttling.MOST_EDITS_IN_AN_HOUR):
        editing.edit(review, regular, f"Version {n}")
    with pytest.raises(TooFast):
        editing.edit(review, regular, "One more")
    assert CommentRevision.objects.count() == throttling.MOST_EDITS_IN_AN_HOUR


def test_what_is_done_too_often_waits_for_the_next_span(limits, make_user):
    ann, bob, now = make_user("ann"), make_user("bob"), datetime(2026, 1, 1, 12, 1, tzinfo=UTC)
    most, span = throttling.LIMITS["vote"]
    for _ in range(most):
        throttling.count("vote", ann, now)
    with pytest.raises(TooMany, match="in 9 minutes"):
        throttling.count("vote", ann, now)
    throttling.count("vote", bob, now)
    throttling.count("flag", ann, now)
    throttling.count("vote", ann, now + span)


def test_previews_and_follows_have_their_limits_too(client, ann, discussion, monkeypatch):
    for act in ("preview", "follow"):
        monkeypatch.setitem(throttling.LIMITS, act, (1, timedelta(hours=1)))
    asked = {
        f"/discussions/{discussion.pk}/write/": {"text": "Some text.", "preview": "1"},
        f"/discussions/{discussion.pk}/follow/": {"frequency": "daily"},
    }
    for address, data in asked.items():
        assert client.post(address, data).status_code in (200, 302)
        assert client.post(address, data).status_code == 429
