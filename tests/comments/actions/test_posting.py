"""Posting: what becomes of a text, and who sees it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from comments.actions import locks, moderation, posting
from comments.exceptions import Closed, ParentGone, Refused
from comments.models import Comment, ListedWord, ModerationDecision
from comments.policies import screening

from ..factories import make_comment, make_discussion, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_pause(settings):
    settings.RATE_LIMITS = False


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


# Editing


# Withdrawing
