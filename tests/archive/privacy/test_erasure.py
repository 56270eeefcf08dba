"""A person is taken out of one discussion after the other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.accounts import deletion as acts
from archive.accounts.models import DeletionRequest, User
from archive.privacy import erasure
from comments.actions import voting
from comments.models import Comment, Discussion, Flag, ModerationDecision
from tests.comments.factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


def request_of(user, withdraw=True):
    return DeletionRequest.objects.create(
        user=user, due_at=timezone.now(), withdraw_comments=withdraw
    )


def write_much(user, number, other):
    """One discussion with so many comments, answers, reviews of texts and votes of a person."""
    discussion = make_discussion()
    for _ in range(number):
        root = make_comment(discussion, author=other)
        voting.cast(root, user, 1)
        own = make_comment(discussion, "Mine.", parent=root, author=user)
        own.revisions.create(text="Mine before.")
    return discussion


@pytest.mark.parametrize("withdraw", [True, False])
def test_a_discussion_costs_as_many_queries_however_much_one_wrote(make_user, withdraw):
    other = make_user("other")

    def queries(name, number):
        user = make_user(name)
        discussion = write_much(user, number, other)
        deletion = request_of(user, withdraw)
        with CaptureQueriesContext(
            connection,
        ) as found:
            erasure._leave(deletion, discussion.pk)
        return len(found)

    assert queries("much", 40) == queries("little", 2) < 40


def test_withdrawn_at_once_is_like_withdrawn_one_by_one(make_user):
    anna, ben = make_user("anna"), make_user("ben")
    discussion = make_discussion()
    root = make_comment(discussion, "Public.", author=anna)
    make_comment(discussion, "An answer.", author=ben, parent=root)
    states = {"pending": "withdrawn", "rejected": "rejected", "removed": "removed"}
    held = [make_comment(discussion, "Held.", author=anna, status=one) for one in states]
    flagged = make_comment(discussion, "Flagged.", author=anna)
    Flag.objects.create(comment=flagged, by=ben, reason="spam")
    for one in (root, flagged):
        one.revisions.create(text="Before.")
    assert erasure.delete(request_of(anna))
    root.refresh_from_db()
    assert (root.status, root.text, root.html, root.author) == ("withdrawn", "", "", None)
    assert not root.revisions.exists()
    now = {one.status: Comment.objects.get(pk=one.pk) for one in held}
    assert {before: one.status for before, one in now.items()} == states
    assert {one.text for one in now.values()} == {""}
    # Its text waits for the moderator who looks at the flag.
    flagged.refresh_from_db()
    assert (flagged.status, flagged.text) == ("withdrawn", "Flagged.")
    assert flagged.revisions.exists()
    decisions = ModerationDecision.objects.order_by("comment")
    assert [(one.from_status, one.to_status) for one in decisions] == [
        ("published", "withdrawn"),
        ("pending", "withdrawn"),
        ("published", "withdrawn"),
    ]
    discussion.refresh_from_db()
    assert discussion.comment_count == 1


def test_what_was_kept_for_a_flag_goes_with_whoever_flagged(make_user):
    anna, ben = make_user("anna"), make_user("ben")
    kept = make_comment(make_discussion(), "Kept.", author=anna, status="withdrawn")
    Flag.objects.create(comment=kept, by=ben, reason="spam")
    erasure.delete(request_of(ben))
    kept.refresh_from_db()
    assert kept.text == ""


def test_what_was_interrupted_goes_on_where_it_stopped(make_user, monkeypatch):
    anna = make_user("anna")
    first, second = make_discussion(title="first"), make_discussion(title="second")
    for one in (first, second):
        make_comment(one, "Mine.", author=anna)
    leave = erasure._leave

    def killed_in_the_second(deletion, discussion):
        if discussion == second.pk:
            raise RuntimeError("killed")
        leave(deletion, discussion)

    request_of(anna)
    monkeypatch.setattr(erasure, "_leave", killed_in_the_second)
    assert erasure.delete_leavers() == 0
    assert DeletionRequest.objects.filter(user=anna).exists()
    assert [d.comment_count for d in Discussion.objects.filter(title__in=["first", "second"])] == [
        0,
        1,
    ]
    monkeypatch.setattr(erasure, "_leave", leave)
    assert erasure.delete_leavers() == 1
    assert not User.objects.filter(pk=anna.pk).exists()
    assert not Comment.objects.filter(text="Mine.").exists()


def test_what_has_begun_is_not_taken_back_and_nobody_logs_in(make_user, monkeypatch):
    anna = make_user("anna")
    make_comment(make_discussion(), "Mine.", author=anna)
    deletion = request_of(anna)
    monkeypatch.setattr(erasure, "_leave", lambda *args: 1 / 0)
    assert erasure.delete_leavers() == 0
    assert not acts.take_back(deletion)
    assert acts.open_request(anna) is None
    anna.refresh_from_db()
    assert not anna.is_active


def test_what_was_written_while_it_went_on_is_taken_out_too(make_user, monkeypatch):
    anna = make_user("anna")
    first, second = make_discussion(title="first"), make_discussion(title="second")
    make_comment(first, "Mine.", author=anna)
    leave = erasure._leave

    def and_writes_elsewhere(deletion, discussion):
        leave(deletion, discussion)
        if discussion == first.pk:
            make_comment(second, "Mine.", author=anna)

    monkeypatch.setattr(erasure, "_leave", and_writes_elsewhere)
    assert erasure.delete(request_of(anna))
    assert set(Comment.objects.filter(discussion=second).values_list("status", "text")) == {
        ("withdrawn", "")
    }
