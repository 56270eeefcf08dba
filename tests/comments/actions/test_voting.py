"""Votes."""

import pytest

from comments.actions import voting
from comments.exceptions import Refused
from comments.models import Comment, Vote

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
