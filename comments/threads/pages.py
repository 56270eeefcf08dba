"""One page of a discussion: some threads with their replies, in two queries whatever its size."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from ..models import Comment, Discussion
from ..styles import Sort, Style
from ..types import User
from . import page_budget, rows, tree
from .viewer_state import HeldComment, ViewerState, viewer_states

Viewer = User | AnonymousUser | None


@dataclass(frozen=True)
class Place:
    """A part of a discussion.

    `start` counts from 0, in roots, or in replies where `thread` (a root) is read alone.
    """

    discussion: Discussion
    sort: Sort
    start: int = 0
    thread: Comment | None = None

    @property
    def style(self) -> Style:
        return self.discussion.look

    @property
    def is_first(self) -> bool:
        return self.start == 0

    def query(
        self, start: int = 0, sort: Sort | None = None, thread: Comment | None = None
    ) -> str:
        """The query string (with its “?”) of a page, empty for the first in standing order."""
        parameters = self._parameters(start, sort or self.sort, thread)
        return f"?{urlencode(parameters)}" if parameters else ""

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Pairs of the parameters that lead to this page, as its links write them."""
        return self._parameters(self.start, self.sort, self.thread)

    def _parameters(self, start: int, sort: Sort, thread: Comment | None) -> list[tuple[str, str]]:
        parameters = {}
        if sort != self.style.sorts[0]:
            parameters["sort"] = sort.name
        if thread:
            parameters["thread"] = str(thread.pk)
        if start:
            parameters["from"] = str(start + 1)
        return [(f"{self.style.prefix}{name}", value) for name, value in parameters.items()]


@dataclass(frozen=True)
class Excerpt:
    """A thread as far as a page shows it.

    `number` is its place in the discussion; `continues_at`, if it was cut off, the place in it,
    counted in replies, from which it goes on elsewhere.
    """

    root: Comment
    replies: list[Comment]
    number: int | None = None
    continues_at: int | None = None


@dataclass(frozen=True)
class Selection:
    """What is shown of a discussion at a place, and where the pages before and after it start."""

    place: Place
    excerpts: list[Excerpt]
    next_start: int | None = None
    previous_start: int | None = None

    def __iter__(self) -> Iterator[Comment]:
        for excerpt in self.excerpts:
            yield excerpt.root
            yield from excerpt.replies


@dataclass(frozen=True)
class DiscussionPage(Place):
    """What one page of a discussion shows.

    `previous_start` is where the page before this one starts; it ends where this one starts, or
    later. `viewer` is what is one reader's own, None for readers without an account. `passages`
    are the keys of the passages that the owner's text still has; see `Comment.passage`.
    """

    nodes: Sequence[tree.Node] = ()
    next_start: int | None = None
    previous_start: int | None = None
    viewer: ViewerState | None = None
    held: Sequence[HeldComment] = ()
    passages: Collection[str] = frozenset()

    def continuation(self, node: tree.Node) -> str:
        """The query string under which the rest of a thread that was cut off stands."""
        return self.query(node.continues_at or 0, thread=node.comment)

    @property
    def next_query(self) -> str:
        return self.query(self.next_start or 0, thread=self.thread)

    @property
    def previous_query(self) -> str:
        return self.query(self.previous_start or 0, thread=self.thread)

    @property
    def canonical_query(self) -> str:
        """The query string of the page that stands for this one: other orders show the same."""
        if self.thread or self.sort != self.style.sorts[0]:
            return ""
        return self.query(self.start)

    @property
    def sort_links(self) -> list[tuple[Sort, str]]:
        """Pairs of an order and the query string that chooses it."""
        return [(sort, self.query(sort=sort)) for sort in self.style.sorts]

    @property
    def comments(self) -> Iterator[Comment]:
        return (node.comment for top in self.nodes for node in top)

    @property
    def is_retold(self) -> bool:
        """Whether some of the texts on this page are retold instead of as captured."""
        retold = Comment.TextOrigin.RETOLD
        return any(comment.text_origin == retold for comment in self.comments)

    def holds(self, comment: Comment) -> bool:
        return any(shown.pk == comment.pk for shown in self.comments)


def discussion_page(
    discussion: Discussion, query: QueryDict, user: Viewer = None, passages: Collection[str] = ()
) -> DiscussionPage:
    """The page of `discussion` that `query` (request.GET) asks for.

    `sort` names an order, `from` the first thread (counted from 1), `thread` a root to be read
    alone; the style's prefix goes before each name. Raises Http404 for a page that does not
    exist.
    """
    return discussion_pages([discussion], query, user, passages)[0]


def discussion_pages(
    discussions: Iterable[Discussion],
    query: QueryDict,
    user: Viewer = None,
    passages: Collection[str] = (),
) -> list[DiscussionPage]:
    """Like `discussion_page`, for discussions that share an address.

    One query reads all replies, and a few more what is `user`'s own.
    """
    selections = _select([_asked(discussion, query) for discussion in discussions])
    viewers = {}
    if user is not None and user.is_authenticated:
        shown = [selection.place.discussion for selection in selections]
        viewers = viewer_states(user, shown, chain(*selections))
    return [
        _page(selection, viewers.get(selection.place.discussion.pk), passages)
        for selection in selections
    ]


def locate(comment: Comment) -> str:
    """The path, query and anchor at which `comment` stands on its discussion's page."""
    discussion = comment.discussion
    root = comment.root or comment
    sort = discussion.look.sorts[0]
    before = rows.roots_before(root).count()
    for start in (before - before % page_budget.ROOTS_A_PAGE, before):
        place = Place(discussion, sort, start)
        [selection] = _select([place])
        if any(shown.pk == comment.pk for shown in selection):
            query = place.query(start)
            break
    else:
        query = place.query(rows.replies_before(comment, root).count(), thread=root)
    return f"{discussion.get_absolute_url()}{query}#comment-{comment.pk}"


def _asked(discussion: Discussion, query: QueryDict) -> Place:
    """The place that the parameters of `query` name."""
    look = discussion.look
    start = query.get(f"{look.prefix}from", "1")
    if not _is_number(start) or not 1 <= int(start) <= 10**9:
        raise Http404(_("There is no such page of this discussion."))
    thread = None
    if pk := query.get(f"{look.prefix}thread"):
        if _is_number(pk):
            thread = discussion.comments.standing().for_display().filter(pk=int(pk)).first()
        if thread is None:
            raise Http404(_("There is no such thread in this discussion."))
    return Place(discussion, look.sort(query.get(f"{look.prefix}sort")), int(start) - 1, thread)


def _is_number(text: str) -> bool:
    """Whether this may be a row's place or key: digits, and no more than a database counts."""
    return text.isdecimal() and len(text) <= 18


def _select(places: list[Place]) -> list[Selection]:
    """What is shown at these places; one query for the replies of all their roots."""
    roots = {}
    for place in places:
        if place.thread is None:
            roots[place.discussion.pk] = rows.roots_around(
                place.discussion, place.sort, place.start
            )
    replies = rows.replies_by_root(chain.from_iterable(roots.values()))
    return [
        _one_thread(place, place.thread)
        if place.thread
        else _several_threads(place, *roots[place.discussion.pk], replies)
        for place in places
    ]


def _several_threads(
    place: Place, before: list[Comment], here: list[Comment], replies: rows.Replies
) -> Selection:
    """As many threads from `here` on as a page holds."""
    _refuse_if_beyond(place, here)
    budget = page_budget.PageBudget(place.style)
    excerpts = [
        _excerpt(shown, number)
        for number, shown in enumerate(budget.fill(rows.threads(here, replies)), place.start + 1)
    ]
    follows = place.start + len(excerpts) if len(excerpts) < len(here) else None
    return Selection(place, excerpts, follows, _previous(place, rows.threads(before, replies)))


def _excerpt(shown: list[Comment], number: int) -> Excerpt:
    root, replies = shown[0], shown[1:]
    is_whole = sum(reply.is_published for reply in replies) >= root.reply_count
    return Excerpt(root, replies, number, None if is_whole else len(replies))


def _one_thread(place: Place, root: Comment) -> Selection:
    """One thread, its replies from `place.start` on."""
    before, here = rows.replies_around(root, place.start)
    _refuse_if_beyond(place, here)
    shown = page_budget.PageBudget(place.style).take(here)
    follows = place.start + len(shown) if len(shown) < len(here) else None
    previous = _previous(place, [[reply] for reply in before])
    return Selection(place, [Excerpt(root, shown)], follows, previous)


def _refuse_if_beyond(place: Place, found: list[Comment]) -> None:
    if place.start and not found:
        raise Http404(_("This discussion has fewer comments."))


def _previous(place: Place, threads_before: list[list[Comment]]) -> int | None:
    """Where the page before starts, so that it ends where this one starts at the earliest."""
    if not place.start:
        return None
    budget = page_budget.PageBudget(place.style)
    return place.start - sum(1 for _shown in budget.fill(threads_before))


def _page(
    selection: Selection, viewer: ViewerState | None, passages: Collection[str]
) -> DiscussionPage:
    """A selection as it is drawn: as trees, with what is this reader's own."""
    place = selection.place
    node = viewer.node if viewer else tree.Node
    nodes = [
        tree.grow(one.root, one.replies, node, number=one.number, continues_at=one.continues_at)
        for one in selection.excerpts
    ]
    shown = {node.comment.pk for top in nodes for node in top}
    return DiscussionPage(
        place.discussion,
        place.sort,
        place.start,
        place.thread,
        nodes,
        selection.next_start,
        selection.previous_start,
        viewer,
        viewer.held_beside(shown) if viewer else (),
        passages,
    )
