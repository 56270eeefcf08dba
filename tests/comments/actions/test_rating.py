"""Ratings: changed, taken away, counted."""

import pytest

from comments.actions import (
    rating,
)
from comments.threads.statistics import statistics

from ..factories import make_discussion

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
