"""Pages of a discussion: what stands on each, and how many queries it takes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404, QueryDict

from comments.threads import page_budget
from comments.threads.pages import discussion_page, locate

from ..factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db
NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


def page_of(discussion, query=""):
    return discussion_page(discussion, QueryDict(query))


def texts(page):
    return [node.comment.text for top in page.nodes for node in top]


def fill(discussion, count, **fields):
    """`count` roots, one a minute; the last is the newest."""
    return [
        make_comment(discussion, f"no. {n}", sort_at=NOON + timedelta(minutes=n), **fields)
        for n in range(1, count + 1)
    ]


def test_newest_first_with_numbers_and_replies_oldest_first():
    discussion = make_discussion()
    first, second = fill(discussion, 2)
    make_comment(discussion, "later", parent=first, sort_at=NOON + timedelta(hours=2))
    make_comment(discussion, "sooner", parent=first, sort_at=NOON + timedelta(hours=1))
    page = page_of(discussion)
    assert texts(page) == ["no. 2", "no. 1", "sooner", "later"]
    assert [node.number for node in page.nodes] == [1, 2]


def test_each_order_is_chosen_by_its_name_and_an_unknown_one_is_the_standing_order():
    discussion = make_discussion("threaded")
    old, middle, new = fill(discussion, 3)
    make_comment(discussion, "reply", parent=middle)
    type(old).objects.filter(pk=old.pk).update(score=5)
    tops = {
        sort: [node.comment.text for node in page_of(discussion, f"sort={sort}").nodes]
        for sort in ("oldest", "most-voted", "most-replied", "no-such-order")
    }
    assert tops == {
        "oldest": ["no. 1", "no. 2", "no. 3"],
        "most-voted": ["no. 1", "no. 3", "no. 2"],
        "most-replied": ["no. 2", "no. 3", "no. 1"],
        "no-such-order": ["no. 3", "no. 2", "no. 1"],
    }


def test_captured_comments_without_a_date_keep_their_captured_order():
    discussion = make_discussion()
    for position in (3, 1, 2):
        make_comment(discussion, f"place {position}", sort_at=NOON, position=position)
    assert texts(page_of(discussion)) == ["place 1", "place 2", "place 3"]
    assert texts(page_of(discussion, "sort=oldest")) == ["place 3", "place 2", "place 1"]


def test_pages_follow_one_another_without_gap_or_repeat(monkeypatch):
    monkeypatch.setattr(page_budget, "ROOTS_A_PAGE", 3)
    discussion = make_discussion()
    fill(discussion, 7)
    seen, query = [], ""
    for _ in range(3):
        page = page_of(discussion, query)
        seen += texts(page)
        query = page.next_query.lstrip("?") if page.next_start else ""
    assert seen == [f"no. {n}" for n in range(7, 0, -1)]
    assert page.next_start is None
    assert page.nodes[0].number == 7


@pytest.mark.parametrize(
    ("limit", "value"), [("COMMENTS_A_PAGE", 3), ("TEXT_A_PAGE", len("no. 1") * 3)]
)
def test_a_page_ends_at_a_number_of_comments_or_an_amount_of_text(monkeypatch, limit, value):
    monkeypatch.setattr(page_budget, limit, value)
    discussion = make_discussion()
    fill(discussion, 5)
    page = page_of(discussion)
    assert len(page.nodes) == 3
    assert page.next_start == 3


def test_a_very_long_thread_is_cut_off_and_goes_on_elsewhere(monkeypatch):
    monkeypatch.setattr(page_budget, "COMMENTS_A_PAGE", 4)
    discussion = make_discussion()
    root = make_comment(discussion, "root", sort_at=NOON)
    for n in range(6):
        make_comment(discussion, f"reply {n}", parent=root, sort_at=NOON + timedelta(hours=n))
    page = page_of(discussion)
    assert texts(page) == ["root", "reply 0", "reply 1", "reply 2"]
    rest = page_of(discussion, page.continuation(page.nodes[0]).lstrip("?"))
    assert texts(rest) == ["root", "reply 3", "reply 4", "reply 5"]


def test_what_nobody_may_read_is_not_there(make_user):
    discussion = make_discussion()
    for status in ("pending", "rejected", "spam", "removed", "withdrawn"):
        make_comment(discussion, status, status=status)
    assert texts(page_of(discussion)) == []
    assert discussion.comment_count == 0


def test_a_removed_comment_with_a_reply_leaves_a_tombstone_without_its_text(client):
    discussion = make_discussion()
    gone = make_comment(discussion, "the bad words", status="removed", archived_name="")
    make_comment(discussion, "the good answer", parent=gone)
    page = page_of(discussion)
    assert [node.comment.pk for node in page.nodes] == [gone.pk]
    assert "removed by a moderator" in gone.gone_text


@pytest.mark.parametrize(
    "query",
    ["from=0", "from=x", "from=99", f"from={'9' * 5000}"]
    + ["thread=x", "thread=999999", f"thread={'9' * 5000}"],
)
def test_a_page_that_does_not_exist_is_not_found(query):
    discussion = make_discussion()
    fill(discussion, 2)
    with pytest.raises(Http404):
        page_of(discussion, query)


def test_a_page_costs_two_queries_whatever_its_size(django_assert_num_queries):
    discussion = make_discussion()
    for count in (2, 40):
        for root in fill(discussion, count):
            make_comment(discussion, parent=root)
        with django_assert_num_queries(2):
            texts(page_of(discussion))


def follow(discussion, address):
    """The keys of the comments on the page that an address of `locate` leads to."""
    query = address.partition("?")[2].partition("#")[0]
    return [node.comment.pk for top in page_of(discussion, query).nodes for node in top]


def test_a_permalink_finds_its_comment_on_whatever_page_it_stands(monkeypatch):
    monkeypatch.setattr(page_budget, "ROOTS_A_PAGE", 4)
    monkeypatch.setattr(page_budget, "COMMENTS_A_PAGE", 5)
    discussion = make_discussion()
    comments = fill(discussion, 9)
    for n in range(8):
        reply = make_comment(discussion, parent=comments[4], sort_at=NOON + timedelta(hours=n + 1))
        comments.append(reply)
    for comment in comments:
        address = locate(comment)
        assert address.endswith(f"#comment-{comment.pk}")
        assert comment.pk in follow(discussion, address)
