"""Posting, editing, withdrawing: what becomes of a text, and who sees it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from comments.actions import editing, locks, moderation, posting, withdrawing
from comments.exceptions import Closed, ParentGone, Refused, TooFast
from comments.models import Comment, CommentRevision, ListedWord, ModerationDecision, Rating
from comments.policies import permissions, screening

from .factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_pause(settings):
    settings.RATE_LIMITS = False


def published(discussion):
    return [c.text for c in Comment.objects.published().filter(discussion=discussion)]


def test_a_known_person_is_published_at_once_and_counted(discussion, regular):
    comment = posting.submit(discussion, regular, "Hello *there*")
    assert published(discussion) == ["Hello *there*"]
    assert comment.html == "<p>Hello <em>there</em></p>"
    discussion.refresh_from_db()
    assert discussion.comment_count == 1


def test_the_first_two_comments_of_a_person_wait_for_a_moderator(discussion, make_user):
    new = make_user("new")
    first, second = (posting.submit(discussion, new, f"no. {n}") for n in (1, 2))
    assert (first.status, first.held_for) == ("pending", screening.FIRST_COMMENTS)
    assert published(discussion) == []
    for comment in (first, second):
        moderation.decide(comment, Comment.Status.PUBLISHED)
    assert posting.submit(discussion, new, "no. 3").status == "published"


def test_who_may_post_unmoderated_never_waits(discussion, make_user):
    staff = make_user("staff")
    staff.user_permissions.add(Permission.objects.get(codename="post_unmoderated"))
    staff = type(staff).objects.get(pk=staff.pk)
    assert posting.submit(discussion, staff, "Hello.").status == "published"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("See [a](https://a.example) and [b](https://b.example).", screening.LINKS),
        ("See <https://a.example> and <https://b.example>.", screening.LINKS),
        ("This is viágra, VIAGRA!", screening.SUSPECT_WORD),
        ("One link: [a](https://a.example).", ""),
        ("The word viagrams is another one.", ""),
    ],
)
def test_links_and_suspect_words_hold_a_comment(discussion, regular, text, rule):
    ListedWord.objects.create(word="Viagra")
    assert posting.submit(discussion, regular, text).held_for == rule


def test_who_was_often_rejected_waits(discussion, regular):
    for _ in range(screening.REJECTED_HELD):
        make_comment(discussion, author=regular, status="rejected")
    assert posting.submit(discussion, regular, "Again.").held_for == screening.OFTEN_REJECTED


def test_a_banned_word_rejects_at_once_and_the_record_names_the_rule(discussion, regular):
    ListedWord.objects.create(word="buy now", kind="banned")
    comment = posting.submit(discussion, regular, "Hey, BUY NOW!")
    assert Comment.objects.get(pk=comment.pk).status == "rejected"
    assert ModerationDecision.objects.get(comment=comment).rule == screening.BANNED_WORD


def test_a_banned_person_is_rejected_at_once(discussion, regular):
    participant = locks.lock_participant(regular)
    participant.is_banned = True
    participant.save()
    assert posting.submit(discussion, regular, "Me again.").status == "rejected"


def test_the_same_form_sent_twice_is_one_comment(discussion, regular):
    key = uuid4()
    first = posting.submit(discussion, regular, "Once.", submission_key=key)
    again = posting.submit(discussion, regular, "Once.", submission_key=key)
    assert first == again
    assert published(discussion) == ["Once."]


def test_another_text_from_the_same_form_is_another_comment(discussion, regular):
    key = uuid4()
    posting.submit(discussion, regular, "Once.", submission_key=key)
    posting.submit(discussion, regular, "And another thing.", submission_key=key)
    assert len(published(discussion)) == 2


def test_the_key_of_somebody_elses_form_gives_nothing_away(discussion, regular, make_user):
    key = uuid4()
    posting.submit(discussion, regular, "Mine.", submission_key=key)
    other = posting.submit(discussion, make_user("other"), "Mine.", submission_key=key)
    assert other.author.username == "other"


def test_a_reply_hangs_under_its_parent_and_raises_the_count(discussion, regular):
    root = make_comment(discussion)
    reply = posting.submit(discussion, regular, "Yes.", parent=root)
    deeper = posting.submit(discussion, regular, "No.", parent=reply)
    assert (deeper.root, deeper.depth) == (root, 2)
    root.refresh_from_db()
    assert root.reply_count == 2


@pytest.mark.parametrize("status", ["removed", "withdrawn", "pending"])
def test_nobody_answers_what_is_not_there_any_more(discussion, regular, status):
    root = make_comment(discussion)
    Comment.objects.filter(pk=root.pk).update(status=status)
    with pytest.raises(ParentGone):
        posting.submit(discussion, regular, "Yes.", parent=root)


def test_nobody_answers_a_comment_of_another_discussion(discussion, regular):
    with pytest.raises(ParentGone):
        posting.submit(discussion, regular, "Yes.", parent=make_comment(make_discussion()))


@pytest.mark.parametrize(
    "fields",
    [{"is_open": False}, {"closes_at": timezone.now() - timedelta(1)}, {"visible_from": None}],
)
def test_nobody_writes_in_a_closed_or_hidden_discussion(discussion, regular, fields):
    type(discussion).objects.filter(pk=discussion.pk).update(**fields)
    with pytest.raises(Closed):
        posting.submit(discussion, regular, "Hello.")


def test_one_review_a_person_and_its_score_is_the_rating(regular):
    reviews = make_discussion("reviews")
    posting.submit(reviews, regular, "Good.", kind="review", score=8)
    reviews.refresh_from_db()
    assert (reviews.rating_count, reviews.rating_sum) == (1, 8)
    with pytest.raises(Refused, match="reviewed this already"):
        posting.submit(reviews, regular, "Very good.", kind="review")


# Speed


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


# Editing


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


def test_a_review_stays_editable_with_its_score(regular):
    reviews = make_discussion("reviews")
    review = posting.submit(reviews, regular, "Good.", kind="review", score=8)
    Comment.objects.filter(pk=review.pk).update(posted_at=timezone.now() - timedelta(days=300))
    editing.edit(review, regular, "Less good.", score=5)
    assert Rating.objects.get(discussion=reviews).value == 5
    assert published(reviews) == ["Less good."]


# Withdrawing


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
