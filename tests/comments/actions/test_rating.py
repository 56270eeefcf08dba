"""Ratings: changed, taken away, counted."""

import pytest

from comments.actions import editing, moderation, posting, rating, withdrawing
from comments.models import Comment, ListedWord
from comments.threads.statistics import statistics

from ..factories import fresh, make_discussion

pytestmark = pytest.mark.django_db


def test_a_rating_is_changed_and_taken_away(make_user):
    reviews, ann = make_discussion("reviews"), make_user("ann")
    for value, expected in ((8, (1, 8)), (3, (1, 3)), (None, (0, 0))):
        rating.rate(reviews, ann, value)
        reviews.refresh_from_db()
        assert (reviews.rating_count, reviews.rating_sum) == expected


@pytest.mark.parametrize("value", [0, 11, -1])
def test_a_rating_out_of_range_is_refused(make_user, value):
    with pytest.raises(ValueError, match="from 1 to 10"):
        rating.rate(make_discussion("reviews"), make_user("ann"), value)


def test_the_distribution_is_shown_from_five_ratings_on(make_user, django_assert_num_queries):
    reviews = make_discussion("reviews")
    for n in range(5):
        reviews.refresh_from_db()
        with django_assert_num_queries(0):
            assert statistics(reviews, reviews).ratings == []
        rating.rate(reviews, make_user(f"user{n}"), 7 + n % 2)
    reviews.refresh_from_db()
    with django_assert_num_queries(1):
        found = dict(statistics(reviews, reviews).ratings)
    assert (found[7], found[8], found[1]) == (3, 2, 0)


def counted(reviews):
    reviews.refresh_from_db()
    return reviews.rating_count, reviews.rating_sum


@pytest.fixture
def reviews(no_pause):
    return make_discussion("reviews")


def test_withdrawing_a_removed_review_leaves_the_rating_of_the_new_one(reviews, regular):
    old = posting.submit(reviews, regular, "Too rude.", kind="review", score=3)
    moderation.decide(fresh(old), Comment.Status.REMOVED)
    posting.submit(reviews, regular, "In better words.", kind="review", score=8)
    withdrawing.withdraw(old, regular)
    assert counted(reviews) == (1, 8)


def test_a_rejected_review_leaves_the_rating_that_was_given_without_it(reviews, regular):
    ListedWord.objects.create(word="viagra", kind="banned")
    rating.rate(reviews, regular, 8)
    review = posting.submit(reviews, regular, "Cheap viagra!", kind="review", score=1)
    assert (review.status, counted(reviews)) == ("rejected", (1, 8))
    withdrawing.withdraw(review, regular)
    assert counted(reviews) == (1, 8)


def test_whose_review_was_removed_may_rate_anew(reviews, regular):
    review = posting.submit(reviews, regular, "Too rude.", kind="review", score=3)
    moderation.decide(fresh(review), Comment.Status.REMOVED)
    assert counted(reviews) == (0, 0)
    rating.rate(reviews, regular, 9)
    assert counted(reviews) == (1, 9)


def test_a_rating_given_before_waits_with_the_review_it_becomes_the_score_of(reviews, make_user):
    new = make_user("new")
    rating.rate(reviews, new, 7)
    review = posting.submit(reviews, new, "Good.", kind="review")
    assert counted(reviews) == (0, 0)
    moderation.decide(fresh(review), Comment.Status.PUBLISHED)
    assert counted(reviews) == (1, 7)


def test_a_text_is_changed_without_a_word_about_its_rating(reviews, regular):
    review = posting.submit(reviews, regular, "Teh film.", kind="review", score=7)
    editing.edit(review, regular, "The film.")
    assert counted(reviews) == (1, 7)
    editing.edit(review, regular, "The film.", score=None)
    assert counted(reviews) == (0, 0)
