"""Withdrawing: what goes, what stays, and who may."""

import pytest

from comments import periodic_tasks
from comments.actions import (
    editing,
    moderation,
    posting,
    withdrawing,
)
from comments.exceptions import NotPossible, Refused
from comments.models import (
    Comment,
    CommentRevision,
)

from ..factories import fresh, make_comment, make_discussion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
Status = Comment.Status


def test_a_withdrawn_comment_leaves_no_text_anywhere(discussion, regular):
    comment = posting.submit(discussion, regular, "First.")
    editing.edit(comment, regular, "Second.")
    withdrawing.withdraw(comment, regular)
    comment.refresh_from_db()
    assert (comment.status, comment.text, comment.html) == ("withdrawn", "", "")
    assert not CommentRevision.objects.filter(comment=comment).exists()
    discussion.refresh_from_db()
    assert discussion.comment_count == 0


def test_while_a_flag_is_open_moderators_keep_the_text(discussion, regular, make_user):
    comment = posting.submit(discussion, regular, "An insult.")
    comment.flags.create(by=make_user("other"), reason="abuse")
    withdrawing.withdraw(comment, regular)
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("withdrawn", "An insult.")


def test_only_the_author_withdraws_and_only_once(discussion, regular, make_user):
    comment = posting.submit(discussion, regular, "Mine.")
    with pytest.raises(Refused):
        withdrawing.withdraw(comment, make_user("other"))
    withdrawing.withdraw(comment, regular)
    with pytest.raises(Refused):
        withdrawing.withdraw(comment, regular)


def test_withdrawing_a_review_takes_its_score_and_makes_room_for_another(regular):
    reviews = make_discussion("reviews")
    review = posting.submit(reviews, regular, "Good.", kind="review", score=8)
    withdrawing.withdraw(review, regular)
    reviews.refresh_from_db()
    assert reviews.rating_count == 0
    assert posting.submit(reviews, regular, "Bad.", kind="review").pk != review.pk


def test_what_a_moderator_removed_its_author_erases_but_does_not_undo(regular):
    comment = make_comment(make_discussion(), "Rude.", author=regular)
    moderation.decide(comment, Status.REMOVED)
    withdrawing.withdraw(comment, regular)
    assert (fresh(comment).status, fresh(comment).text) == ("removed", "")
    with pytest.raises(NotPossible, match="taken this text away"):
        moderation.decide(fresh(comment), Status.PUBLISHED)


def test_a_text_kept_for_a_flag_is_erased_once_whoever_raised_it_left(
    discussion, regular, make_user
):
    left, stays = make_user("left"), make_user("stays")
    freed, kept = (make_comment(discussion, "My secret.", author=regular) for _ in range(2))
    freed.flags.create(by=left, reason="other")
    kept.flags.create(by=stays, reason="other")
    freed.revisions.create(text="My first secret.")
    for comment in (freed, kept):
        withdrawing.withdraw(comment, regular)
    assert withdrawing.erase_kept() == 0
    left.delete()
    periodic_tasks.run()
    assert (fresh(freed).text, freed.revisions.count()) == ("", 0)
    assert fresh(kept).text == "My secret."
