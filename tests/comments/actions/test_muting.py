"""Muting somebody."""

import pytest

from comments.actions import (
    muting,
)
from comments.exceptions import Refused
from comments.models import (
    Mute,
)

pytestmark = pytest.mark.django_db


def test_muting_is_for_oneself_and_not_of_oneself(make_user):
    ann, bob = make_user("ann"), make_user("bob")
    muting.mute(ann, bob)
    muting.mute(ann, bob)
    assert Mute.objects.count() == 1
    muting.unmute(ann, bob)
    assert not Mute.objects.exists()
    with pytest.raises(Refused):
        muting.mute(ann, ann)
