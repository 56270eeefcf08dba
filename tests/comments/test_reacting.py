"""Votes, ratings, flags, mutes."""

import pytest

from comments.actions import flagging, muting, rating, voting
from comments.actions.moderation import Status, decide
from comments.exceptions import Refused
from comments.models import Comment, Flag, ModerationDecision, Mute, Vote
from comments.policies import screening
from comments.threads.statistics import statistics

from .factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


def score(comment):
    return Comment.objects.get(pk=comment.pk).score


def test_a_vote_is_set_not_toggled(make_user):
    comment, ann = make_comment(make_discussion()), make_user("ann")
    for value, expected in ((1, 1), (1, 1), (-1, -1), (0, 0), (0, 0)):
        assert voting.cast(comment, ann, value) == expected
    assert not Vote.objects.exists()


def test_votes_of_several_people_add_up(make_user):
    comment = make_comment(make_discussion())
    for name, value in (("ann", 1), ("bob", 1), ("cid", -1)):
        voting.cast(comment, make_user(name), value)
    assert score(comment) == 1


def test_nobody_votes_for_oneself_or_for_what_is_gone(make_user):
    ann = make_user("ann")
    own = make_comment(make_discussion(), author=ann)
    gone = make_comment(make_discussion(), status="removed")
    for comment in (own, gone):
        with pytest.raises(Refused):
            voting.cast(comment, ann, 1)


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


def test_one_flag_changes_nothing_three_hide_until_a_moderator_looked(make_user):
    comment = make_comment(make_discussion())
    for n in range(screening.FLAGS_TO_HIDE):
        assert Comment.objects.get(pk=comment.pk).status == "published"
        flagging.flag(comment, make_user(f"user{n}"), "abuse")
    assert Comment.objects.get(pk=comment.pk).status == "pending"
    assert ModerationDecision.objects.get(comment=comment).rule == "flags"


def test_flags_that_a_moderator_has_seen_do_not_count_again(make_user):
    comment = make_comment(make_discussion())
    for n in range(3):
        flagging.flag(comment, make_user(f"user{n}"), "abuse")
    held = Comment.objects.get(pk=comment.pk)
    decide(held, Status.PUBLISHED, by=make_user("moderator2"))
    flagging.flag(comment, make_user("late"), "abuse")
    assert Comment.objects.get(pk=comment.pk).status == "published"


def test_the_same_person_flags_once(make_user):
    comment, ann = make_comment(make_discussion()), make_user("ann")
    for _ in range(3):
        flagging.flag(comment, ann, "spam", "look")
    assert Flag.objects.count() == 1


def test_muting_is_for_oneself_and_not_of_oneself(make_user):
    ann, bob = make_user("ann"), make_user("bob")
    muting.mute(ann, bob)
    muting.mute(ann, bob)
    assert Mute.objects.count() == 1
    muting.unmute(ann, bob)
    assert not Mute.objects.exists()
    with pytest.raises(Refused):
        muting.mute(ann, ann)
