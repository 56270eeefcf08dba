"""Threads as trees, drawn above each test. No database."""

from types import SimpleNamespace

from comments.threads.tree import DEEPEST_INDENT, gather, prune


def comment(pk, parent=None, *, gone=False):
    return SimpleNamespace(pk=pk, parent_id=parent, is_published=not gone)


def shape(node):
    """A node as its key and the shapes of its replies."""
    return (node.comment.pk, [shape(reply) for reply in node.replies])


def test_replies_hang_under_what_they_answer_in_the_order_they_came():
    # 1
    # ├─ 2
    # │  └─ 4
    # └─ 3
    top = gather(comment(1), [comment(2, 1), comment(3, 1), comment(4, 2)])
    assert shape(top) == (1, [(2, [(4, [])]), (3, [])])


def test_a_reply_whose_parent_is_on_another_page_hangs_under_the_root_and_says_so():
    # 1
    # └─ 9 (answers 5, which is not here)
    top = gather(comment(1), [comment(9, 5)])
    assert shape(top) == (1, [(9, [])])
    assert top.replies[0].answers is True


def test_below_the_deepest_indent_replies_stand_beside_their_parent_and_name_it():
    chain = [comment(pk, pk - 1) for pk in range(2, DEEPEST_INDENT + 4)]
    node, depth = gather(comment(1), chain), 0
    while node.replies:
        last = node
        node, depth = node.replies[0], depth + 1
    assert depth == DEEPEST_INDENT
    assert [reply.comment.pk for reply in last.replies] == [6, 7, 8]
    assert [reply.answers and reply.answers.pk for reply in last.replies] == [None, 6, 7]


def test_a_thread_of_a_thousand_levels_is_no_trouble():
    chain = [comment(pk, pk - 1) for pk in range(2, 1001)]
    assert sum(1 for _ in gather(comment(1), chain)) == 1000


def test_a_gone_comment_stays_only_while_a_visible_reply_hangs_under_it():
    # 1
    # ├─ 2 gone ── 3          stays, as a tombstone
    # └─ 4 gone ── 5 gone     both go
    replies = [comment(2, 1, gone=True), comment(3, 2), comment(4, 1, gone=True)]
    top = gather(comment(1), [*replies, comment(5, 4, gone=True)])
    assert [shape(node) for node in prune([top])] == [(1, [(2, [(3, [])])])]


def test_the_visible_count_leaves_the_gone_ones_out():
    top = gather(comment(1), [comment(2, 1, gone=True), comment(3, 2)])
    assert top.visible_count == 1
