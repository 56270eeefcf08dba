"""Editing: who may, until when, and what becomes of the text."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from comments.actions import (
    editing,
    posting,
    withdrawing,
)
from comments.actions.moderation import decide
from comments.exceptions import Refused
from comments.models import (
    Comment,
    CommentRevision,
    Discussion,
    ListedWord,
    ModerationDecision,
    Rating,
)
from comments.policies import permissions, screening
from comments.threads.pages import discussion_page

from ..factories import fresh, make_comment, make_discussion, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
Status = Comment.Status


def test_an_edit_shows_and_the_earlier_text_is_kept(discussion, regular):
    comment = posting.submit(discussion, regular, "Teh text.")
    editing.edit(comment, regular, "The text.")
    assert published(discussion) == ["The text."]
    assert CommentRevision.objects.get(comment=comment).text == "Teh text."
    assert Comment.objects.get(pk=comment.pk).edited_at


def test_nobody_edits_after_a_while_or_once_answered_or_what_is_not_theirs(
    discussion, regular, make_user
):
    late = posting.submit(discussion, regular, "Late.")
    Comment.objects.filter(pk=late.pk).update(posted_at=timezone.now() - permissions.EDIT_WINDOW)
    answered = posting.submit(discussion, regular, "Answered.")
    make_comment(discussion, parent=answered)
    own = posting.submit(discussion, regular, "Own.")
    for comment, who in ((late, regular), (answered, regular), (own, make_user("other"))):
        with pytest.raises(Refused, match="cannot be edited"):
            editing.edit(comment, who, "Changed.")


def test_an_edit_that_a_rule_holds_waits_and_nobody_else_sees_it(discussion, regular):
    ListedWord.objects.create(word="casino")
    comment = posting.submit(discussion, regular, "Harmless.")
    editing.edit(comment, regular, "Visit my casino.")
    assert published(discussion) == []
    assert ModerationDecision.objects.get(comment=comment).rule == screening.SUSPECT_WORD


def test_an_approved_text_of_somebody_new_waits_again_once_it_is_changed(make_user):
    new, reviews = make_user("newcomer"), make_discussion("reviews")
    review = posting.submit(reviews, new, "Nice film.", kind="review")
    decide(review, Status.PUBLISHED)
    editing.edit(fresh(review), new, "Buy my pills at pills dot example.")
    assert published(reviews) == []
    assert fresh(review).held_for == screening.FIRST_COMMENTS


@pytest.mark.parametrize("change", [{"is_open": False}, {"visible_from": None}])
def test_nobody_edits_in_a_closed_or_hidden_discussion(regular, change):
    reviews = make_discussion("reviews")
    review = posting.submit(reviews, regular, "Good.", kind="review")
    Discussion.objects.filter(pk=reviews.pk).update(**change)
    with pytest.raises(Refused, match="cannot be edited"):
        editing.edit(fresh(review), regular, "Changed.")
    assert fresh(review).text == "Good."


def test_a_closed_discussion_offers_no_edit(regular):
    def offered(discussion):
        page = discussion_page(discussion, QueryDict(), regular)
        return [node.may_edit for node in page.nodes], [held.may_edit for held in page.held]

    reviews = make_discussion("reviews")
    posting.submit(reviews, regular, "Good.", kind="review")
    make_comment(reviews, "Waits.", status="pending", author=regular)
    assert offered(reviews) == ([True], [True])
    reviews.is_open = False
    assert offered(reviews) == ([False], [False])


def test_a_review_stays_editable_with_its_score(regular):
    reviews = make_discussion("reviews")
    review = posting.submit(reviews, regular, "Good.", kind="review", score=8)
    Comment.objects.filter(pk=review.pk).update(posted_at=timezone.now() - timedelta(days=300))
    editing.edit(review, regular, "Less good.", score=5)
    assert Rating.objects.get(discussion=reviews).value == 5
    assert published(reviews) == ["Less good."]


def test_rendering_anew_brings_nothing_back(regular, monkeypatch):
    """A text is withdrawn, and another edited, between their reading and their writing."""
    discussion = make_discussion()
    gone, changed = (make_comment(discussion, t, author=regular) for t in ("My secret", "Old"))
    Comment.objects.filter(discussion=discussion).update(html="out of date")
    render = editing.render_markdown

    def meanwhile(text):
        monkeypatch.setattr(editing, "render_markdown", render)
        withdrawing.withdraw(gone, regular)
        editing.edit(changed, regular, "New")
        return render(text)

    monkeypatch.setattr(editing, "render_markdown", meanwhile)
    editing.rerender(Comment.objects.filter(discussion=discussion))
    assert (fresh(gone).html, fresh(changed).html) == ("", "<p>New</p>")


def test_rendering_anew_moves_the_version_of_the_discussion(regular):
    comment = make_comment(make_discussion(), "*Said*", author=regular)
    before = Discussion.objects.get(pk=comment.discussion_id).version
    assert editing.rerender(Comment.objects.filter(pk=comment.pk)) == 1
    assert fresh(comment).html == "<p><em>Said</em></p>"
    assert Discussion.objects.get(pk=comment.discussion_id).version == before + 1
