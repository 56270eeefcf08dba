"""The rules of writing: what they stop however it is written, edited or voted."""

import pytest

from comments.actions import editing, flagging, moderation, posting, rating, voting, withdrawing
from comments.exceptions import Banned, NotPossible, Refused
from comments.models import (
    Comment,
    Discussion,
    Flag,
    ListedWord,
    Participant,
    Rating,
)
from comments.policies import screening

from ..factories import fresh, make_comment, make_discussion

pytestmark = pytest.mark.django_db
Status = Comment.Status


@pytest.fixture(autouse=True)
def no_pause(settings):
    settings.RATE_LIMITS = False


@pytest.fixture
def banned(regular):
    Participant.objects.update_or_create(user=regular, defaults={"is_banned": True})
    return regular


@pytest.mark.parametrize(
    "text",
    [
        "Cheap VIAGRA here",
        "Cheap via**gra** here",
        "Cheap vi&#97;gra here",
        "Cheap via\u00adgra here",
        "Cheap via\u200bgra here",
        "Cheap viágra here",
    ],
)
def test_a_banned_word_is_found_however_it_is_written(regular, text):
    ListedWord.objects.create(word="viagra", kind="banned")
    comment = posting.submit(make_discussion(), regular, text)
    assert (comment.status, comment.held_for) == ("rejected", screening.BANNED_WORD)


@pytest.mark.parametrize(
    "text",
    [
        "See [here](https://casino.example/win) now",
        "See [here](https://one.example/?to=%63asino) now",
        'See [here](https://one.example "A casino") now',
        "See [here](https://카지노.example/) now",
        "The 𝐂𝐀𝐒𝐈𝐍𝐎 is open",
        "The cаsіnо is open",
        "_casino_night",
        "카지노는 좋다",
        "카지노에서도 그렇다",
        "ㅋㅏㅈㅣㄴㅗ!",
    ],
)
def test_a_banned_word_is_found_behind_links_in_other_letters_and_before_particles(regular, text):
    for word in ("casino", "카지노", "\u3164"):
        ListedWord.objects.create(word=word, kind="banned")
    assert posting.submit(make_discussion(), regular, text).held_for == screening.BANNED_WORD


@pytest.mark.parametrize("text", ["Two casinos", "카지노업계", "작은카지노", "A modern film"])
def test_a_word_that_only_contains_a_banned_one_is_not_it(regular, text):
    for word in ("casino", "카지노", "modem"):
        ListedWord.objects.create(word=word, kind="banned")
    assert posting.submit(make_discussion(), regular, text).status == "published"


@pytest.mark.parametrize(
    "text, status",
    [
        ("See https://one.example", "published"),
        ("See [https://one.example](https://one.example)", "published"),
        ("See https://one.example and www.two.example", "pending"),
        ("See [one](https://one.example) and https://two.example", "pending"),
        ("http://one.example,http://two.example", "pending"),
    ],
)
def test_addresses_count_as_links_whether_they_are_ones_or_not(regular, text, status):
    assert posting.submit(make_discussion(), regular, text).status == status


def test_an_edit_to_a_banned_word_is_hidden_until_a_moderator_looked(regular):
    ListedWord.objects.create(word="buy now", kind="banned")
    comment = posting.submit(make_discussion(), regular, "Nice film.")
    editing.edit(comment, regular, "Buy now!")
    assert (fresh(comment).status, fresh(comment).held_for) == ("pending", screening.BANNED_WORD)


def test_who_is_banned_changes_nothing_here_any_more(banned):
    discussion = make_discussion("reviews")
    own = make_comment(discussion, "Fine.", kind="review", author=banned)
    other = make_comment(discussion)
    for act in (
        lambda: editing.edit(own, banned, "Bad."),
        lambda: voting.cast(other, banned, 1),
        lambda: rating.rate(discussion, banned, 1),
        lambda: flagging.flag(other, banned, Flag.Reason.SPAM),
    ):
        with pytest.raises(Banned):
            act()
    assert fresh(own).text == "Fine."


def test_a_review_that_is_rejected_at_once_leaves_no_rating(banned):
    discussion = make_discussion("reviews")
    review = posting.submit(discussion, banned, "Bad.", kind="review", score=1)
    assert review.status == "rejected"
    assert not Rating.objects.exists()


def test_who_is_banned_may_still_take_away_what_was_said(banned):
    own = make_comment(make_discussion("reviews"), "Fine.", kind="review", author=banned)
    withdrawing.withdraw(own, banned)
    assert (fresh(own).status, fresh(own).text) == ("withdrawn", "")


def test_who_withdraws_removed_comments_is_still_often_rejected(regular):
    discussion = make_discussion()
    for n in range(screening.REJECTED_HELD):
        comment = make_comment(discussion, f"Rude {n}.", author=regular)
        moderation.decide(comment, Status.REMOVED)
        withdrawing.withdraw(comment, regular)
    held = posting.submit(discussion, regular, "A polite one.")
    assert (held.status, held.held_for) == ("pending", screening.OFTEN_REJECTED)


def test_after_a_removed_review_there_may_be_another_and_only_one_is_public(regular):
    discussion = make_discussion("reviews")
    first = posting.submit(discussion, regular, "Too short.", kind="review", score=2)
    moderation.decide(first, Status.REMOVED)
    second = posting.submit(discussion, regular, "Better words.", kind="review", score=7)
    assert second.status == "published"
    with pytest.raises(NotPossible, match="another review"):
        moderation.decide(fresh(first), Status.PUBLISHED)
    with pytest.raises(Refused, match="reviewed this already"):
        posting.submit(discussion, regular, "Once more.", kind="review")


def counted(discussion):
    return Discussion.objects.values_list("rating_count", "rating_sum").get(pk=discussion.pk)


def test_the_score_of_a_review_counts_once_it_is_public_and_while_it_is(make_user):
    discussion = make_discussion("reviews")
    review = posting.submit(discussion, make_user("new"), "Good.", kind="review", score=10)
    assert counted(discussion) == (0, 0)
    moderation.decide(review, Status.PUBLISHED)
    assert counted(discussion) == (1, 10)
    moderation.decide(fresh(review), Status.SPAM)
    assert counted(discussion) == (0, 0)
    moderation.decide(fresh(review), Status.PUBLISHED)
    rating.rate(discussion, make_user("other"), 4)
    assert counted(discussion) == (2, 14)
