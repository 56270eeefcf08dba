"""One page of a discussion: some threads with their replies, in two queries whatever its size."""

from dataclasses import dataclass, field
from itertools import accumulate, chain, groupby

from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from ..models import Comment, Discussion
from ..styles import REPLIES_ORDER, Sort
from . import page_budget, tree
from .viewer_state import Overlay, lay


@dataclass
class DiscussionPage:
    """What one page of a discussion shows.

    `start` counts from 0, in roots, or in replies where `thread` (a root) is shown alone.
    """

    discussion: Discussion
    sort: Sort
    start: int
    thread: Comment | None = None
    nodes: list[tree.Node] = field(default_factory=list)
    next_start: int | None = None
    # Where the page before this one starts; it ends where this one starts, or later.
    previous_start: int | None = None
    overlay: Overlay | None = None
    # The passages that the owner's text still has; see `Comment.passage`.
    passages: frozenset = frozenset()

    @property
    def style(self):
        return self.discussion.look

    @property
    def is_first(self):
        return self.start == 0

    def query(self, start=0, sort=None, thread=None):
        """The query string (with its “?”) of a page, empty for the first in standing order."""
        query = QueryDict(mutable=True)
        sort = sort or self.sort
        if sort != self.style.sorts[0]:
            query[f"{self.style.prefix}sort"] = sort.name
        if thread:
            query[f"{self.style.prefix}thread"] = thread.pk
        if start:
            query[f"{self.style.prefix}from"] = start + 1
        return f"?{query.urlencode()}" if query else ""

    def continuation(self, node):
        """The query string under which the rest of a thread that was cut off stands."""
        return self.query(node.continues_at, thread=node.comment)

    @property
    def next_query(self):
        return self.query(self.next_start, thread=self.thread)

    @property
    def previous_query(self):
        return self.query(self.previous_start, thread=self.thread)

    @property
    def canonical_query(self):
        """The query string of the page that stands for this one: other orders show the same."""
        if self.thread or self.sort != self.style.sorts[0]:
            return ""
        return self.query(self.start)

    @property
    def sort_links(self):
        """Pairs of an order and the query string that chooses it."""
        return [(sort, self.query(sort=sort)) for sort in self.style.sorts]

    @property
    def is_retold(self):
        """Whether some of the texts on this page are retold instead of as captured."""
        retold = Comment.TextOrigin.RETOLD
        return any(node.comment.text_origin == retold for top in self.nodes for node in top)

    def holds(self, comment):
        return any(node.comment.pk == comment.pk for top in self.nodes for node in top)


def discussion_page(discussion, query, user=None):
    """The page of `discussion` that `query` (request.GET) asks for.

    `sort` names an order, `from` the first thread (counted from 1), `thread` a root to be read
    alone; the style's prefix goes before each name. Raises Http404 for a page that does not
    exist.
    """
    return discussion_pages([discussion], query, user)[0]


def discussion_pages(discussions, query, user=None):
    """Like `discussion_page`, for discussions that share an address.

    One query reads all replies, and a few more lay over the pages what is `user`'s own.
    """
    pages = [_asked_page(discussion, query) for discussion in discussions]
    roots_of = {page.discussion.pk: _roots(page) for page in pages if not page.thread}
    replies = _replies_by_root(chain(*roots_of.values()))
    for page in pages:
        if page.thread:
            _fill_with_thread(page)
        else:
            _fill_with_roots(page, *roots_of[page.discussion.pk], replies)
    if user is not None and user.is_authenticated:
        lay(pages, user)
    return pages


def locate(comment):
    """The path, query and anchor at which `comment` stands on its discussion's page."""
    discussion = comment.discussion
    root = comment.root or comment
    sort = discussion.look.sorts[0]
    before = discussion.comments.standing().filter(_sorted_before(root)).count()
    for start in (before - before % page_budget.ROOTS_A_PAGE, before):
        page = DiscussionPage(discussion, sort, start)
        roots = _roots(page)
        _fill_with_roots(page, *roots, _replies_by_root(roots))
        if page.holds(comment):
            query = page.query(start)
            break
    else:
        earlier = _replies([root]).filter(_replied_before(comment)).count()
        query = page.query(earlier, thread=root)
    return f"{discussion.get_absolute_url()}{query}#comment-{comment.pk}"


def _asked_page(discussion, query):
    """The empty page that the parameters of `query` name."""
    look = discussion.look
    start = query.get(f"{look.prefix}from", "1")
    if not _is_number(start) or not 1 <= int(start) <= 10**9:
        raise Http404(_("There is no such page of this discussion."))
    page = DiscussionPage(discussion, look.sort(query.get(f"{look.prefix}sort")), int(start) - 1)
    if pk := query.get(f"{look.prefix}thread"):
        if _is_number(pk):
            page.thread = discussion.comments.standing().for_display().filter(pk=int(pk)).first()
        if page.thread is None:
            raise Http404(_("There is no such thread in this discussion."))
    return page


def _is_number(text):
    """Whether this may be a row's place or key: digits, and no more than a database counts."""
    return text.isdecimal() and len(text) <= 18


def _roots(page):
    """The roots of the page before, from the last one back, and those of this one, in order.

    As many as a page may hold, and one more to know whether another page follows.
    """
    ordered = page.discussion.comments.standing().for_display().order_by(*page.sort.order_by)
    first = max(page.start - page_budget.ROOTS_A_PAGE, 0)
    roots = list(ordered[first : page.start + page_budget.ROOTS_A_PAGE + 1])
    place = page.start - first
    return roots[:place][::-1], roots[place:]


def _that_may_fit(roots):
    """Of these roots the first, and those whose published replies leave room for each other."""
    sizes = accumulate(1 + root.reply_count for root in roots[: page_budget.ROOTS_A_PAGE])
    fitting = sum(size <= page_budget.COMMENTS_A_PAGE for size in sizes)
    return roots[: max(fitting, 1)]


def _threads(roots, replies):
    return [[root, *replies.get(root.pk, ())] for root in _that_may_fit(roots)]


def _fill_with_roots(page, before, here, replies):
    """Put threads on the page until it is full."""
    _refuse_if_beyond(page, here)
    for number, shown in enumerate(
        page_budget.PageBudget(page.style).fill(_threads(here, replies)), page.start + 1
    ):
        root = shown[0]
        node = tree.gather(root, shown[1:])
        node.replies = tree.prune(node.replies)
        node.number = number
        if node.visible_count < root.reply_count:
            node.continues_at = len(shown) - 1
        page.nodes.append(node)
    if len(page.nodes) < len(here):
        page.next_start = page.start + len(page.nodes)
    _set_previous(page, _threads(before, replies))


def _fill_with_thread(page):
    """Put one thread on the page, its replies from `start` on."""
    first = max(page.start - page_budget.COMMENTS_A_PAGE, 0)
    replies = list(_replies([page.thread])[first : page.start + page_budget.COMMENTS_A_PAGE + 1])
    place = page.start - first
    before, here = replies[:place], replies[place:]
    _refuse_if_beyond(page, here)
    shown = page_budget.PageBudget(page.style).take(here)
    top = tree.gather(page.thread, shown)
    # The root stays even where a whole page of replies is gone.
    top.replies = tree.prune(top.replies)
    page.nodes = [top]
    if len(shown) < len(here):
        page.next_start = page.start + len(shown)
    _set_previous(page, [[reply] for reply in reversed(before)])


def _refuse_if_beyond(page, rows):
    if page.start and not rows:
        raise Http404(_("This discussion has fewer comments."))


def _set_previous(page, threads_before):
    """Let the page before this one start where it ends at this one at the earliest."""
    if page.start:
        page.previous_start = page.start - sum(
            1 for _shown in page_budget.PageBudget(page.style).fill(threads_before)
        )


def _replies(roots):
    return (
        Comment.objects.ever_published()
        .filter(root__in=roots)
        .for_display()
        .order_by(*REPLIES_ORDER)
    )


def _replies_by_root(runs):
    """The first replies of the roots that may fit, of each of these runs of roots."""
    roots = [root for run in runs for root in _that_may_fit(run) if root.reply_count]
    if not roots:
        return {}
    place = Window(RowNumber(), partition_by="root", order_by=REPLIES_ORDER)
    first = (
        _replies(roots)
        .order_by()
        .annotate(place=place)
        .filter(place__lte=page_budget.COMMENTS_A_PAGE)
    )
    # By their keys: a database would else carry every text of a long thread along to number it.
    replies = _replies(roots).filter(pk__in=first.values("pk"))
    by_root = sorted(replies, key=lambda reply: reply.root_id)
    return {pk: list(group) for pk, group in groupby(by_root, key=lambda reply: reply.root_id)}


def _sorted_before(root):
    """Condition: stands before `root` in the standing order, newest first."""
    return Q(sort_at__gt=root.sort_at) | Q(sort_at=root.sort_at) & (
        Q(position__lt=root.position) | Q(position=root.position, pk__gt=root.pk)
    )


def _replied_before(reply):
    """Condition: stands before `reply` in the order of replies, oldest first."""
    return Q(sort_at__lt=reply.sort_at) | Q(sort_at=reply.sort_at) & (
        Q(position__lt=reply.position) | Q(position=reply.position, pk__lt=reply.pk)
    )
