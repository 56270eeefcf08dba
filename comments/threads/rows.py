"""The rows that pages of discussions are made of: roots around a place, and their replies."""

from collections.abc import Iterable
from itertools import accumulate, groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from ..models import Comment, Discussion
from ..styles import REPLIES_ORDER, Sort
from . import page_budget

# By the key of their root, in their order.
Replies = dict[int, list[Comment]]


def roots_around(
    discussion: Discussion, sort: Sort, start: int
) -> tuple[list[Comment], list[Comment]]:
    """The roots of the page before, from the last one back, and those of this one, in order.

    As many as a page may hold, and one more to know whether another page follows.
    """
    ordered = discussion.comments.standing().for_display().order_by(*sort.order_by)
    first = max(start - page_budget.ROOTS_A_PAGE, 0)
    roots = list(ordered[first : start + page_budget.ROOTS_A_PAGE + 1])
    place = start - first
    return roots[:place][::-1], roots[place:]


def roots_before(root: Comment) -> QuerySet[Comment]:
    """The roots that stand before `root` in the standing order, newest first."""
    before = Q(sort_at__gt=root.sort_at) | Q(sort_at=root.sort_at) & (
        Q(position__lt=root.position) | Q(position=root.position, pk__gt=root.pk)
    )
    return root.discussion.comments.standing().filter(before)


def threads(roots: list[Comment], replies: Replies) -> list[list[Comment]]:
    """Each of these roots that may fit on a page, followed by its replies."""
    return [[root, *replies.get(root.pk, ())] for root in _that_may_fit(roots)]


def _that_may_fit(roots: list[Comment]) -> list[Comment]:
    """Of these roots the first, and those whose published replies leave room for each other."""
    sizes = accumulate(1 + root.reply_count for root in roots[: page_budget.ROOTS_A_PAGE])
    fitting = sum(size <= page_budget.COMMENTS_A_PAGE for size in sizes)
    return roots[: max(fitting, 1)]


def replies_by_root(runs: Iterable[list[Comment]]) -> Replies:
    """The first replies of the roots that may fit, of each of these runs of roots."""
    roots = [root for run in runs for root in _that_may_fit(run) if root.reply_count]
    if not roots:
        return {}
    place = Window(RowNumber(), partition_by="root", order_by=REPLIES_ORDER)
    numbered = _replies(roots).order_by().annotate(place=place)
    first = numbered.filter(place__lte=page_budget.COMMENTS_A_PAGE)
    # By their keys: a database would else carry every text of a long thread along to number it.
    replies = _replies(roots).filter(pk__in=first.values("pk"))
    by_root = sorted(replies, key=_root_of)
    return {pk: list(group) for pk, group in groupby(by_root, key=_root_of)}


def _root_of(reply: Comment) -> int:
    return reply.root_id or 0


def replies_around(root: Comment, start: int) -> tuple[list[Comment], list[Comment]]:
    """Like `roots_around`, for the replies of one root."""
    first = max(start - page_budget.COMMENTS_A_PAGE, 0)
    replies = list(_replies([root])[first : start + page_budget.COMMENTS_A_PAGE + 1])
    place = start - first
    return replies[:place][::-1], replies[place:]


def replies_before(reply: Comment, root: Comment) -> QuerySet[Comment]:
    """The replies of `root` that stand before `reply`, oldest first."""
    before = Q(sort_at__lt=reply.sort_at) | Q(sort_at=reply.sort_at) & (
        Q(position__lt=reply.position) | Q(position=reply.position, pk__lt=reply.pk)
    )
    return _replies([root]).filter(before)


def _replies(roots: list[Comment]) -> QuerySet[Comment]:
    """The replies of these roots, without what is gone and was never answered in public.

    It would be read, counted and carried along only to be dropped: a thread may have hundreds.
    """
    # Named by their roots too: a database that collects all answers first collects only these.
    answers = Comment.objects.ever_published().filter(root__in=roots, parent=OuterRef("pk"))
    return (
        Comment.objects.ever_published()
        .filter(Q(status=Comment.Status.PUBLISHED) | Exists(answers))
        .filter(root__in=roots)
        .for_display()
        .order_by(*REPLIES_ORDER)
    )
