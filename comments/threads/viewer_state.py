"""What one reader sees on a page of a discussion that others do not, in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from ..models import Comment, Discussion, Mute, Visit, Vote
from ..policies.permissions import is_editable, may_write_in
from ..policies.screening import said_to_author
from ..types import User
from .tree import Node

# Whoever comes back within this time is still on the same visit.
ONE_VISIT = timedelta(minutes=30)


@dataclass(frozen=True)
class HeldComment:
    """A comment that only its author sees.

    One that flags have hidden `is_on_page` too, as a line in its place, while answers hang
    under it. `reason` says why one was rejected, in words for its author.
    """

    comment: Comment
    reason: str
    is_on_page: bool
    may_edit: bool


@dataclass(frozen=True)
class ViewerState:
    """One reader's view of one discussion.

    `may_write` says whether texts may come in, or change, now.
    `held` are the reader's own comments that wait for a moderator or were rejected, and why;
    `follows`
    is the frequency of the mails, or None; `rating` the reader's own. `since` is when the reader
    was here before this visit, `answered` the keys of the comments that a shown one replies to.
    """

    user: User
    may_write: bool = True
    held: list[tuple[Comment, str]] = field(default_factory=list)
    follows: str | None = None
    rating: int | None = None
    votes: dict[int, int] = field(default_factory=dict)
    muted: frozenset[int] = frozenset()
    answered: frozenset[int] = frozenset()
    since: datetime | None = None

    def node(self, comment: Comment) -> Node:
        """A node with what this reader has to do with its comment."""
        is_mine = comment.author_id == self.user.pk
        came_at = comment.first_published_at
        return Node(
            comment,
            my_vote=self.votes.get(comment.pk, 0),
            is_mine=is_mine,
            is_muted=comment.author_id in self.muted,
            is_new=bool(self.since and came_at and came_at > self.since and not is_mine),
            may_edit=self.may_edit(comment),
        )

    def may_edit(self, comment: Comment) -> bool:
        is_answered = comment.pk in self.answered
        return self.may_write and is_editable(comment, self.user, is_answered)

    def held_beside(self, shown: set[int]) -> list[HeldComment]:
        """The held comments, beside a page that shows the comments with these keys."""
        return [
            HeldComment(comment, reason, comment.pk in shown, self.may_edit(comment))
            for comment, reason in self.held
        ]


def viewer_states(
    user: User, discussions: Iterable[Discussion], comments: Iterable[Comment]
) -> dict[int, ViewerState]:
    """What is `user`'s own in these discussions, by their keys, where these comments are shown.

    Notes that the reader is here. Four queries and a write at most, whatever their number.
    """
    shown = list(comments)
    votes = Vote.objects.filter(voter=user, comment__in=[comment.pk for comment in shown])
    muted = Mute.objects.filter(by=user).values_list("muted", flat=True)
    common: dict[str, Any] = {
        "user": user,
        "votes": dict(votes.values_list("comment", "value")),
        "muted": frozenset(muted),
        "answered": frozenset(one.parent_id for one in shown if one.is_published),
    }
    may_write = {discussion.pk: may_write_in(discussion) for discussion in discussions}
    states = list(_states(may_write, user))
    held = _held(user, [state["pk"] for state in states])
    visits = {state["pk"]: _visit(state) for state in states}
    _remember(user, visits)
    return {
        state["pk"]: ViewerState(
            may_write=may_write[state["pk"]],
            held=held.get(state["pk"], []),
            follows=state["frequency"],
            rating=state["rating"],
            since=visits[state["pk"]].before,
            **common,
        )
        for state in states
    }


def _held(user: User, discussions: list[int]) -> dict[int, list[tuple[Comment, str]]]:
    held: dict[int, list[tuple[Comment, str]]] = {}
    own = Comment.objects.own_held(user).filter(discussion__in=discussions)
    for comment in own.select_related("author"):
        reason = said_to_author(comment.reason, comment.rule)
        held.setdefault(comment.discussion_id, []).append((comment, reason))
    return held


def _states(pks: Iterable[int], user: User) -> QuerySet[Discussion, Any]:
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


def _visit(state: dict[str, Any]) -> _Seen:
    seen_at = state["seen_at"]
    if seen_at and timezone.now() - seen_at < ONE_VISIT:
        return _Seen(state["seen_before_at"], False)
    return _Seen(seen_at, True)


def _remember(user: User, visits: dict[int, _Seen]) -> None:
    """Write down the visits that begin now, in one statement."""
    now = timezone.now()
    begun = [
        Visit(user=user, discussion_id=pk, seen_at=now, seen_before_at=visit.before)
        for pk, visit in visits.items()
        if visit.is_new_visit
    ]
    if begun:
        Visit.objects.bulk_create(
            begun,
            update_conflicts=True,
            unique_fields=["user", "discussion"],
            update_fields=["seen_at", "seen_before_at"],
        )
