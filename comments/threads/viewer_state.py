"""What one reader sees on a page of a discussion that others do not, in a few queries."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from ..models import Comment, Discussion, Mute, Visit, Vote
from ..policies.permissions import may_edit

# Whoever comes back within this time is still on the same visit.
ONE_VISIT = timedelta(minutes=30)


@dataclass
class Overlay:
    """One reader's view of one discussion.

    `held` are the reader's own comments that wait for a moderator or were rejected; one that
    flags have hidden `is_on_page` too, as a line in its place, while answers hang under it.
    `follows` is the frequency of the mails, or None; `rating` the reader's own.
    """

    user: object
    held: list = field(default_factory=list)
    follows: str | None = None
    rating: int | None = None


def lay(pages, user):
    """Mark the comments on these pages with what is this reader's: votes, mutes, news, edits.

    Sets `overlay` on each page and `my_vote`, `is_muted`, `is_new`, `is_mine`, `may_edit` on
    each node. Four queries and a write at most, whatever the size of the pages.
    """
    pks = [page.discussion.pk for page in pages]
    nodes = [node for page in pages for top in page.nodes for node in top]
    votes = dict(
        Vote.objects.filter(
            voter=user, comment__in=[node.comment.pk for node in nodes]
        ).values_list("comment", "value")
    )
    muted = set(Mute.objects.filter(by=user).values_list("muted", flat=True))
    held = Comment.objects.own_held(user).filter(discussion__in=pks).select_related("author")
    shown = {node.comment.pk for node in nodes}
    answered = {node.comment.parent_id for node in nodes if node.comment.is_published}
    held_by_discussion = {}
    for comment in held:
        comment.is_on_page = comment.pk in shown
        comment.may_edit = may_edit(comment, user, comment.pk in answered)
        held_by_discussion.setdefault(comment.discussion_id, []).append(comment)
    states = {row["pk"]: row for row in _states(pks, user)}
    seen = {pk: _visit(state) for pk, state in states.items()}
    _remember_visits(user, seen)
    for page in pages:
        state = states[page.discussion.pk]
        page.overlay = Overlay(
            user,
            held_by_discussion.get(page.discussion.pk, []),
            state["frequency"],
            state["rating"],
        )
        since = seen[page.discussion.pk].before
        for top in page.nodes:
            for node in top:
                _mark(node, user, votes, muted, since)
                node.may_edit = may_edit(node.comment, user, node.comment.pk in answered)


def _states(pks, user):
    """What this reader has to do with these discussions: last visit, mails, rating."""
    return (
        Discussion.objects.filter(pk__in=pks)
        .annotate(
            visit=FilteredRelation("visits", condition=Q(visits__user=user)),
            follow=FilteredRelation(
                "subscriptions",
                condition=Q(subscriptions__user=user, subscriptions__comment__isnull=True),
            ),
            mine=FilteredRelation("ratings", condition=Q(ratings__user=user)),
        )
        .values(
            "pk",
            seen_at=F("visit__seen_at"),
            seen_before_at=F("visit__seen_before_at"),
            frequency=F("follow__frequency"),
            rating=F("mine__value"),
        )
        .order_by()
    )


class _Seen(NamedTuple):
    """When the reader was here before this visit (or None), and whether the visit is a new one."""

    before: datetime | None
    is_new_visit: bool


def _visit(state):
    seen_at = state["seen_at"]
    if seen_at and timezone.now() - seen_at < ONE_VISIT:
        return _Seen(state["seen_before_at"], False)
    return _Seen(seen_at, True)


def _remember_visits(user, seen):
    """Write down the visits that begin now, in one statement."""
    now = timezone.now()
    begun = [
        Visit(user=user, discussion_id=pk, seen_at=now, seen_before_at=visit.before)
        for pk, visit in seen.items()
        if visit.is_new_visit
    ]
    if begun:
        Visit.objects.bulk_create(
            begun,
            update_conflicts=True,
            unique_fields=["user", "discussion"],
            update_fields=["seen_at", "seen_before_at"],
        )


def _mark(node, user, votes, muted, since):
    comment = node.comment
    node.my_vote = votes.get(comment.pk, 0)
    node.is_mine = comment.author_id == user.pk
    node.is_muted = comment.author_id in muted
    came_at = comment.first_published_at
    node.is_new = bool(since and came_at and came_at > since and not node.is_mine)
