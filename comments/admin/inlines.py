"""What stands under a comment at the desk: its flags, its decisions, its earlier texts."""

from django.contrib import admin

from ..models import CommentRevision, Flag, ModerationDecision
from .records import who


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class DecisionInline(ReadOnlyInline):
    model = ModerationDecision
    fields = readonly_fields = [
        "decided_at",
        who,
        "rule",
        "from_status",
        "to_status",
        "reason",
        "note",
    ]


class FlagInline(ReadOnlyInline):
    model = Flag
    fields = readonly_fields = ["flagged_at", who, "reason", "note", "settled_at"]


class RevisionInline(ReadOnlyInline):
    model = CommentRevision
    fields = readonly_fields = ["replaced_at", "text"]
