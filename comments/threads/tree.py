"""Threads as trees. Pure functions: no query is made here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ..models import Comment

# Stored without a limit, shown this deep; what is deeper stands beside its parent and names it.
DEEPEST_INDENT = 5


@dataclass(slots=True, eq=False)
class Node:
    """A comment with the replies shown under it.

    `number` is the thread's place in the discussion. `answers` is the comment this one replies
    to, where the indent does not show it (a comment, or True if it stands on another page).
    `continues_at`, if there is one, is the place in the thread, counted in replies, from which
    it goes on elsewhere.
    """

    comment: Comment
    replies: list["Node"] = field(default_factory=list)
    number: int | None = None
    answers: Comment | bool | None = None
    continues_at: int | None = None
    # What one reader has to do with it; see viewer_state.py.
    my_vote: int = 0
    is_mine: bool = False
    is_muted: bool = False
    is_new: bool = False
    may_edit: bool = False

    def __iter__(self) -> Iterator["Node"]:
        """This node and all below it, in reading order."""
        yield self
        for reply in self.replies:
            yield from reply

    @property
    def visible_count(self) -> int:
        """How many published replies are shown below this comment."""
        return sum(node.comment.is_published for node in self) - self.comment.is_published


def grow(
    root: Comment,
    replies: Iterable[Comment],
    new_node: Callable[[Comment], Node] = Node,
    *,
    number: int | None = None,
    continues_at: int | None = None,
) -> Node:
    """The tree that a page shows. The root stays even where a whole page of replies is gone."""
    top = gather(root, replies, new_node)
    top.replies = prune(top.replies)
    top.number, top.continues_at = number, continues_at
    return top


def gather(
    root: Comment, replies: Iterable[Comment], new_node: Callable[[Comment], Node] = Node
) -> Node:
    """Nest `replies`, in the order they came in, under `root` and each other.

    `new_node` makes a node of a comment, with what a reader has to do with it.

    A reply whose parent stands on another page hangs under the root, in its place in time; one
    deeper than the deepest indent hangs beside its parent.
    """
    top = new_node(root)
    # Of each comment: its node, the node it hangs under, and how deep it is shown.
    places = {root.pk: (top, top, 0)}
    for reply in replies:
        node = new_node(reply)
        if reply.parent_id not in places:
            node.answers = True
            holder, depth = top, 1
        else:
            parent, holder, depth = places[reply.parent_id]
            if depth < DEEPEST_INDENT:
                holder, depth = parent, depth + 1
            else:
                node.answers = parent.comment
        holder.replies.append(node)
        places[reply.pk] = (node, holder, depth)
    return top


def prune(nodes: Iterable[Node]) -> list[Node]:
    """Drop what is not published, but keep a gone comment while a visible reply hangs under it."""
    kept: list[Node] = []
    for node in nodes:
        node.replies = prune(node.replies)
        if node.comment.is_published or node.replies:
            kept.append(node)
    return kept
