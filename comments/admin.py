"""Discussions and comments in the admin: every change of state goes through `moderation`."""

from django.contrib import admin, messages
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import discussions
from .flagging import FLAGS_FOR_QUEUE
from .models import (
    Comment,
    Discussion,
    EarlierText,
    Flag,
    ListedWord,
    ModerationDecision,
    Participant,
    Rating,
)
from .moderation import NotPossible, Status, decide


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that are looked at, never written by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Discussion)
class DiscussionAdmin(admin.ModelAdmin):
    list_display = ["title", "style", "comment_count", "claimed_count", "is_open", "closes_at"]
    list_filter = ["is_open", "style"]
    search_fields = ["title", "url"]
    fields = [
        "title",
        "url",
        "style",
        "is_open",
        "closes_at",
        "claimed_count",
        "comment_count",
        "archived_count",
        "rating_count",
        "visible_from",
    ]
    readonly_fields = [
        "title",
        "url",
        "comment_count",
        "archived_count",
        "rating_count",
        "visible_from",
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        discussions.change(obj, **{name: form.cleaned_data[name] for name in form.changed_data})


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
        "by",
        "rule",
        "from_status",
        "to_status",
        "reason",
        "note",
    ]


class FlagInline(ReadOnlyInline):
    model = Flag
    fields = readonly_fields = ["flagged_at", "by", "reason", "note", "settled_at"]


class EarlierTextInline(ReadOnlyInline):
    model = EarlierText
    fields = readonly_fields = ["replaced_at", "text"]


class QueueFilter(admin.SimpleListFilter):
    """What waits for a moderator: held comments, and those that several people flagged."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [("held", _("held")), ("flagged", _("flagged"))]

    def queryset(self, request, comments):
        if self.value() == "held":
            return comments.filter(status=Status.PENDING)
        if self.value() == "flagged":
            return comments.flagged(FLAGS_FOR_QUEUE)
        return comments


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """What people wrote, as a queue: filter by state, read, decide."""

    list_display = [
        "excerpt",
        "written_by",
        "discussion",
        "kind",
        "status",
        "held_for",
        "posted_at",
    ]
    list_filter = [
        QueueFilter,
        "status",
        "kind",
        "text_origin",
        ("discussion", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["author", "discussion"]
    search_fields = ["text", "archived_name", "author__username", "author__display_name"]
    date_hierarchy = "posted_at"
    actions = ["publish", "reject", "remove", "mark_as_spam"]
    inlines = [FlagInline, DecisionInline, EarlierTextInline]
    fields = readonly_fields = [
        "status",
        "held_for",
        "discussion",
        "kind",
        "parent",
        "written_by",
        "text",
        "text_origin",
        "printed_date",
        "posted_at",
        "time_zone",
        "zone_is_assumed",
        "created_at",
        "score",
        "key",
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    @admin.display(description=_("comment"))
    def excerpt(self, comment):
        return Truncator(comment.text).chars(90) or "—"

    @admin.display(description=_("by"), ordering="archived_name")
    def written_by(self, comment):
        return comment.author_name

    def decide_all(self, request, queryset, to_status):
        """Decide each chosen comment on its own; say how many could not be."""
        done = 0
        for comment in queryset.order_by("pk"):
            try:
                decide(comment, to_status, by=request.user)
                done += 1
            except NotPossible as refusal:
                self.message_user(request, f"{self.excerpt(comment)}: {refusal}", messages.WARNING)
        if done:
            text = ngettext(
                "%(count)d comment is now “%(status)s”.",
                "%(count)d comments are now “%(status)s”.",
                done,
            )
            self.message_user(request, text % {"count": done, "status": to_status.label})

    @admin.action(description=_("Publish"), permissions=["moderate"])
    def publish(self, request, queryset):
        self.decide_all(request, queryset, Status.PUBLISHED)

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request, queryset):
        self.decide_all(request, queryset, Status.REJECTED)

    @admin.action(description=_("Remove"), permissions=["moderate"])
    def remove(self, request, queryset):
        self.decide_all(request, queryset, Status.REMOVED)

    @admin.action(description=_("Mark as spam"), permissions=["moderate"])
    def mark_as_spam(self, request, queryset):
        self.decide_all(request, queryset, Status.SPAM)


@admin.register(ModerationDecision)
class ModerationDecisionAdmin(ReadOnlyAdmin):
    list_display = ["decided_at", "comment", "from_status", "to_status", "reason", "by", "rule"]
    list_filter = ["to_status", "reason", "decided_at"]
    list_select_related = ["comment", "comment__author", "by"]
    search_fields = ["note", "comment__text"]


@admin.register(ListedWord)
class ListedWordAdmin(admin.ModelAdmin):
    list_display = ["word", "kind"]
    list_filter = ["kind"]
    search_fields = ["word"]


@admin.register(Participant)
class ParticipantAdmin(admin.ModelAdmin):
    """People who take part: whoever is banned here is rejected at once."""

    list_display = ["user", "is_banned"]
    list_filter = ["is_banned"]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    fields = ["user", "is_banned"]
    readonly_fields = ["user"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ["discussion", "value", "changed_at"]
    list_select_related = ["discussion"]
    search_fields = ["discussion__title"]
