"""People who write, and something to write about."""

import pytest

from comments.notifications import outbox
from comments.policies import screening

from .factories import make_comment, make_discussion


@pytest.fixture
def no_pause(settings):
    settings.RATE_LIMITS = False


@pytest.fixture
def told_at_once(monkeypatch):
    """Whoever is to be told of something is told within the act, as if a worker came by then."""
    add = outbox.add

    def add_and_expand(*event):
        add(*event)
        outbox.expand_due()

    monkeypatch.setattr(outbox, "add", add_and_expand)


@pytest.fixture
def discussion():
    return make_discussion()


@pytest.fixture
def anna(make_user):
    return make_user("anna")


@pytest.fixture
def ben(make_user):
    return make_user("ben")


@pytest.fixture
def regular(make_user):
    """Somebody who is known here: the first comments of theirs were published."""
    return known(make_user("regular"))


@pytest.fixture
def ann(make_user, client):
    """Ann is known here and logged in."""
    user = known(make_user("ann"))
    client.force_login(user)
    return user


def known(user):
    elsewhere = make_discussion(title="Elsewhere")
    for _ in range(screening.FIRST_COMMENTS_HELD):
        make_comment(elsewhere, author=user)
    return user
