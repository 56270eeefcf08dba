"""Walking through long discussions, forwards and back: nothing is skipped, nothing is empty."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404, QueryDict

from comments.actions.counts import recount_everything
from comments.models import Comment
from comments.threads import page_budget
from comments.threads.pages import discussion_page, discussion_pages

from ..factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db
NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


def page_of(discussion, query=""):
    return discussion_page(discussion, QueryDict(query.lstrip("?")))


def texts(page):
    return [node.comment.text for top in page.nodes for node in top]


def roots(discussion, texts):
    """Roots that say these texts, the first on top."""
    return [
        make_comment(discussion, text, sort_at=NOON - timedelta(minutes=n))
        for n, text in enumerate(texts)
    ]


def replies(root, count, status="published"):
    """`count` replies to `root`, the first the oldest, stored in one go."""
    Comment.objects.bulk_create(
        Comment(
            discussion=root.discussion,
            parent=root,
            root=root,
            depth=1,
            text=f"{root.text}, reply {n}",
            status=status,
            posted_at=NOON,
            sort_at=NOON + timedelta(seconds=n),
            first_published_at=NOON,
        )
        for n in range(1, count + 1)
    )
    recount_everything()


def walk_back(discussion, query):
    """The pages before the one that `query` names, the first of all first."""
    page, walked = page_of(discussion, query), []
    while not page.is_first:
        page = page_of(discussion, page.previous_query)
        walked.insert(0, page)
    return walked


def test_walking_back_skips_no_thread_where_long_texts_make_short_pages(monkeypatch):
    monkeypatch.setattr(page_budget, "TEXT_A_PAGE", 50)
    discussion = make_discussion()
    roots(discussion, [f"no. {n}".ljust(12, "!") for n in range(1, 31)])
    walked = walk_back(discussion, "from=21")
    shown = [node.number for page in walked for node in page.nodes]
    assert [len(page.nodes) for page in walked] == [4] * 5
    assert shown == list(range(1, 21))


def test_walking_back_skips_nothing_where_some_threads_are_long(monkeypatch):
    monkeypatch.setattr(page_budget, "COMMENTS_A_PAGE", 6)
    discussion = make_discussion()
    made = roots(discussion, [f"no. {n}" for n in range(1, 13)])
    for number, count in ((2, 9), (5, 4), (9, 5)):
        replies(made[number - 1], count)
    walked = walk_back(discussion, "from=12")
    shown = {node.number for page in walked for node in page.nodes}
    assert shown >= set(range(1, 12))


def test_walking_back_through_one_thread_skips_no_reply(monkeypatch):
    monkeypatch.setattr(page_budget, "TEXT_A_PAGE", 60)
    discussion = make_discussion()
    (root,) = roots(discussion, ["A"])
    replies(root, 20)
    walked = walk_back(discussion, f"thread={root.pk}&from=16")
    shown = {text for page in walked for text in texts(page)}
    assert len(walked) > 1
    assert shown >= {f"A, reply {n}" for n in range(1, 16)}


def test_a_thousand_replies_to_an_old_thread_leave_a_new_one_its_own():
    discussion = make_discussion("soundoff")
    new, old = roots(discussion, ["new", "old"])
    replies(old, 1000)
    make_comment(discussion, "the only reply", parent=new)
    assert texts(page_of(discussion)) == ["new", "the only reply"]
    (long,) = page_of(discussion, "from=2").nodes
    assert long.continues_at == long.visible_count > 10


def test_a_thousand_replies_in_one_discussion_leave_another_on_the_page_its_own():
    talk, reviews = make_discussion("threaded"), make_discussion("reviews")
    (old,), (new,) = roots(talk, ["old"]), roots(reviews, ["new"])
    replies(old, 1000)
    make_comment(reviews, "the only reply", parent=new)
    pages = discussion_pages([talk, reviews], QueryDict())
    assert len(texts(pages[0])) == 80
    assert texts(pages[1]) == ["new", "the only reply"]


def test_many_gone_replies_to_an_old_thread_leave_both_threads_whole():
    discussion = make_discussion("threaded")
    new, old = roots(discussion, ["new", "old"])
    replies(old, 1000, status="removed")
    make_comment(discussion, "still here", parent=old)
    make_comment(discussion, "the only reply", parent=new)
    assert texts(page_of(discussion)) == ["new", "the only reply", "old", "still here"]


def test_a_page_of_gone_replies_leads_on_to_those_that_are_not(client):
    discussion = make_discussion("threaded")
    (root,) = roots(discussion, ["gone"])
    replies(root, 400, status="removed")
    make_comment(discussion, "still here", parent=root)
    Comment.objects.filter(pk=root.pk).update(status="removed")
    recount_everything()
    page = page_of(discussion)
    query = page.continuation(page.nodes[0])
    seen = []
    while query:
        page = page_of(discussion, query)
        assert client.get(discussion.url + query).status_code == 200
        seen += texts(page)
        query = page.next_query if page.next_start else ""
    assert "still here" in seen
    with pytest.raises(Http404):
        page_of(discussion, f"thread={root.pk}&from=402")


@pytest.mark.parametrize("query", ["", "from=60", "from=101"])
def test_two_queries_read_a_page_in_the_middle_too(query, django_assert_num_queries):
    discussion = make_discussion()
    for root in roots(discussion, [f"no. {n}" for n in range(1, 121)])[::10]:
        make_comment(discussion, parent=root)
    with django_assert_num_queries(2):
        texts(page_of(discussion, query))


def gone_replies(root, count, size=2000):
    """`count` long replies to `root` that a moderator removed."""
    replies(root, count, status="removed")
    Comment.objects.filter(root=root, status="removed").update(text="x" * size, html="x" * size)


def test_removed_replies_push_no_thread_to_another_page():
    discussion = make_discussion()
    for root in roots(discussion, [f"Root {n}" for n in range(40)]):
        gone_replies(root, 30)
        make_comment(discussion, "Still here", parent=root, sort_at=NOON + timedelta(hours=1))
    recount_everything()
    page = page_of(discussion)
    assert texts(page) == [text for n in range(40) for text in (f"Root {n}", "Still here")]
    assert page.next_start is None


def test_a_thread_goes_on_where_it_was_cut_off_whatever_was_removed_in_it():
    discussion = make_discussion()
    [root] = roots(discussion, ["Root"])
    gone_replies(root, 250)
    for n in range(250):
        make_comment(discussion, f"Reply {n}", parent=root, sort_at=NOON + timedelta(hours=n + 1))
    recount_everything()
    first = page_of(discussion)
    rest = page_of(discussion, first.continuation(first.nodes[0]))
    shown = [text for text in texts(first) + texts(rest) if text != "Root"]
    assert shown == [f"Reply {n}" for n in range(250)]


def test_what_is_gone_takes_a_line_however_long_it_was():
    discussion = make_discussion()
    for root in roots(discussion, [f"Root {n}" for n in range(20)]):
        make_comment(discussion, "Answer", parent=root, sort_at=NOON)
        Comment.objects.filter(pk=root.pk).update(
            status="removed", text="x" * 5000, html="x" * 5000
        )
    recount_everything()
    assert len(page_of(discussion).nodes) == 20
