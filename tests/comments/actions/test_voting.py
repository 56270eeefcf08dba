"""Votes."""

import pytest

from comments.actions import voting
from comments.exceptions import Refused, TooMany
from comments.models import Comment, Participant, Vote
from comments.policies import throttling

from ..factories import make_comment, make_discussion

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


def test_votes_of_who_is_banned_count_no_more_until_the_ban_ends(make_user):
    comments = [make_comment(make_discussion()) for _ in range(2)]
    ann, bob = make_user("ann"), make_user("bob")
    for comment in comments:
        voting.cast(comment, ann, -1)
        voting.cast(comment, bob, -1)
    for is_banned, expected in ((True, -1), (False, -2)):
        Participant.objects.filter(user=ann).update(is_banned=is_banned)
        voting.recount_votes_of(ann)
        assert [score(comment) for comment in comments] == [expected, expected]


def test_a_flood_of_votes_is_stopped_even_by_taking_them_back(make_user):
    comment, ann = make_comment(make_discussion()), make_user("ann")
    most, _span = throttling.LIMITS["vote"]
    for n in range(most):
        voting.cast(comment, ann, n % 2)
    with pytest.raises(TooMany):
        voting.cast(comment, ann, 1)
    voting.cast(comment, make_user("bob"), 1)
