"""Threads as trees. Pure functions: no query is made here."""

from dataclasses import dataclass, field

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

    comment: object
    replies: list["Node"] = field(default_factory=list)
    number: int | None = None
    answers: object = None
    continues_at: int | None = None
    # What one reader has to do with it; see viewer_state.py.
    my_vote: int = 0
    is_mine: bool = False
    is_muted: bool = False
    is_new: bool = False
    may_edit: bool = False

    def __iter__(self):
        """This node and all below it, in reading order."""
        yield self
        for reply in self.replies:
            yield from reply

    @property
    def visible_count(self):
        """How many published replies are shown below this comment."""
        return sum(node.comment.is_published for node in self) - self.comment.is_published


def gather(root, replies):
    """Nest `replies`, in the order they came in, under `root` and each other.

    A reply whose parent stands on another page hangs under the root, in its place in time; one
    deeper than the deepest indent hangs beside its parent.
    """
    top = Node(root)
    # Of each comment: its node, the node it hangs under, and how deep it is shown.
    places = {root.pk: (top, None, 0)}
    for reply in replies:
        node = Node(reply)
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


def prune(nodes):
    """Drop what is not published, but keep a gone comment while a visible reply hangs under it."""
    kept = []
    for node in nodes:
        node.replies = prune(node.replies)
        if node.comment.is_published or node.replies:
            kept.append(node)
    return kept
