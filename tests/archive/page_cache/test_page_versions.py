"""The versions of kept pages: everybody bumps them, nobody waits for them."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.models import PageBump, Post, page_versions
from archive.models.page_versions import CONTENT, DISCUSSIONS
from comments.actions.moderation import Status, decide
from comments.models import Comment
from comments.periodic_tasks import run
from tests.reading import text_of

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"
NAMES = [CONTENT, DISCUSSIONS]


def rename_post():
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    post.title = "A new title"
    post.save()


def remove_comment():
    decide(Comment.objects.get(archived_name="Melody"), Status.REMOVED)


@pytest.mark.parametrize("act", [rename_post, remove_comment])
def test_an_act_holds_no_row_that_all_acts_need(act):
    """Else each would wait for the slowest, and two that lock in turn for each other."""
    with CaptureQueriesContext(connection) as captured:
        act()
    said = [query["sql"] for query in captured if "archive_page" in query["sql"]]
    assert said
    assert all(sql.startswith("INSERT INTO") for sql in said)


def test_each_write_makes_another_version_also_in_one_transaction():
    before = page_versions.read(NAMES)
    page_versions.bump(CONTENT)
    page_versions.bump(CONTENT, DISCUSSIONS)
    assert page_versions.read(NAMES) == {
        CONTENT: before[CONTENT] + 2,
        DISCUSSIONS: before[DISCUSSIONS] + 1,
    }


def test_what_is_rolled_back_moves_no_version():
    before = page_versions.read(NAMES)
    with transaction.atomic():
        rename_post()
        transaction.set_rollback(True)
    assert page_versions.read(NAMES) == before


def test_the_worker_leaves_few_rows_to_count_and_every_version_as_it_was(monkeypatch):
    monkeypatch.setattr(page_versions, "FOLDED_AT_ONCE", 2)
    for _ in range(5):
        page_versions.bump(*NAMES)
    page_versions.bump("never bumped before")
    before = page_versions.read([*NAMES, "never bumped before"])
    run()
    assert not PageBump.objects.exists()
    assert page_versions.read([*NAMES, "never bumped before"]) == before


def test_a_page_stays_kept_when_the_worker_comes_by(client, django_assert_num_queries):
    rename_post()
    assert "A new title" in text_of(client.get(NEWS))
    run()
    with django_assert_num_queries(1):
        client.get(NEWS)
