"""Everything we hold about one person, for that person."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils import timezone

from archive.accounts.models import DeletionRequest
from comments.models import (
    Comment,
    CommentRevision,
    Flag,
    ModerationDecision,
    Mute,
    Notification,
    Participant,
    Rating,
    Subscription,
    Visit,
    Vote,
)

from ..models import Follow, Post, PostRevision


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is held: its table, whose it is, and what of it is handed out.

    `owner` is the path from a row to the person, `fields` the name of each value and its path.
    """

    model: type[models.Model]
    owner: str
    fields: dict

    def of(self, user):
        rows = self.model.objects.filter(**{self.owner: user}).order_by("pk")
        values = rows.values_list(*self.fields.values())
        return [dict(zip(self.fields, row, strict=True)) for row in values]


HELD = {
    "mail addresses": Kind(
        EmailAddress, "user", {"address": "email", "confirmed": "verified", "primary": "primary"}
    ),
    "second factors": Kind(
        Authenticator,
        "user",
        {
            "kind": "type",
            "name": "data__name",
            "added at": "created_at",
            "last used at": "last_used_at",
        },
    ),
    "log-in sessions": Kind(
        UserSession,
        "user",
        {
            "began at": "created_at",
            "last seen at": "last_seen_at",
            "network": "ip",
            "browser": "user_agent",
        },
    ),
    "deletion asked for": Kind(
        DeletionRequest,
        "user",
        {"asked at": "asked_at", "due at": "due_at", "withdraw comments": "withdraw_comments"},
    ),
    "comments": Kind(
        Comment,
        "author",
        {
            "number": "pk",
            "kind": "kind",
            "state": "status",
            "on": "discussion__title",
            "address": "discussion__url",
            "in reply to": "parent",
            "text": "text",
            "passage": "quote",
            "posted at": "posted_at",
            "published at": "first_published_at",
            "edited at": "edited_at",
            "held for": "held_for",
            "score": "score",
            "network": "ip_address",
        },
    ),
    "earlier texts of comments": Kind(
        CommentRevision,
        "comment__author",
        {"comment": "comment", "text": "text", "replaced at": "replaced_at"},
    ),
    "decisions about comments": Kind(
        ModerationDecision,
        "comment__author",
        {
            "comment": "comment",
            "decided at": "decided_at",
            "from": "from_status",
            "to": "to_status",
            "reason": "reason",
        },
    ),
    "votes": Kind(
        Vote,
        "voter",
        {
            "comment": "comment",
            "on": "comment__discussion__title",
            "value": "value",
            "cast at": "cast_at",
        },
    ),
    "ratings": Kind(
        Rating,
        "user",
        {
            "of": "discussion__title",
            "value": "value",
            "created at": "created_at",
            "changed at": "changed_at",
        },
    ),
    "flags": Kind(
        Flag,
        "by",
        {
            "comment": "comment",
            "reason": "reason",
            "note": "note",
            "flagged at": "flagged_at",
            "settled at": "settled_at",
        },
    ),
    "muted people": Kind(Mute, "by", {"name": "muted__username", "since": "since"}),
    "discussions followed": Kind(
        Subscription,
        "user",
        {
            "on": "discussion__title",
            "replies to comment": "comment",
            "mail": "frequency",
            "since": "since",
        },
    ),
    "tags and films followed": Kind(
        Follow,
        "user",
        {"tag": "tag__name", "film": "film__title", "mail": "frequency", "since": "since"},
    ),
    "notifications": Kind(
        Notification,
        "recipient",
        {
            "kind": "kind",
            "title": "title",
            "address": "url",
            "created at": "created_at",
            "read at": "read_at",
            "mail": "mail",
            "sent at": "sent_at",
        },
    ),
    "discussions visited": Kind(
        Visit,
        "user",
        {"on": "discussion__title", "last": "seen_at", "the time before": "seen_before_at"},
    ),
    "standing in discussions": Kind(Participant, "user", {"banned": "is_banned"}),
    "decisions about me": Kind(
        ModerationDecision,
        "person",
        {"decided at": "decided_at", "decision": "act", "reason": "reason"},
    ),
    "decisions as a moderator": Kind(
        ModerationDecision,
        "by",
        {
            "about": "subject",
            "comment": "comment",
            "discussion": "discussion__title",
            "person": "person__username",
            "setting": "setting",
            "decided at": "decided_at",
            "decision": "act",
            "from": "from_status",
            "to": "to_status",
            "reason": "reason",
            "note": "note",
        },
    ),
    "posts edited last": Kind(Post, "edited_by", {"post": "title", "edited at": "edited_at"}),
    "versions of posts saved": Kind(
        PostRevision, "saved_by", {"post": "post__title", "saved at": "saved_at"}
    ),
    "work in the administration": Kind(
        LogEntry,
        "user",
        {
            "at": "action_time",
            "table": "content_type__model",
            "thing": "object_repr",
            "change": "change_message",
        },
    ),
}


def everything_about(user):
    """All that is held about this person, by kind; `HELD` lists the kinds.

    Not in it are what would let somebody else log in (the password's hash, secrets of second
    factors) and what others did about this person.
    """
    account = {
        "name": user.username,
        "display name": user.display_name,
        "mail address": user.email,
        "language of mails": user.language,
        "joined at": user.date_joined,
        "last logged in at": user.last_login,
        "works here": user.is_staff,
        "groups": list(user.groups.values_list("name", flat=True)),
        "password": "only a hash of it is kept",
    }
    made = {"made at": timezone.now(), "account": account}
    return made | {name: kind.of(user) for name, kind in HELD.items()}
