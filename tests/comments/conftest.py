"""Somebody who writes, and something to write about."""

import pytest

from comments import rules

from .factories import make_comment, make_discussion


@pytest.fixture
def no_pause(settings):
    settings.RATE_LIMITS = False


@pytest.fixture
def discussion():
    return make_discussion()


@pytest.fixture
def ann(make_user, client):
    """Ann is known here and logged in."""
    user = make_user("ann")
    elsewhere = make_discussion(title="Elsewhere")
    for _ in range(rules.FIRST_COMMENTS_HELD):
        make_comment(elsewhere, author=user)
    client.force_login(user)
    return user
