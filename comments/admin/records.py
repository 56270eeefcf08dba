"""Discussions, the record of decisions, and people, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..actions import discussions, voting
from ..models import Discussion, ListedWord, ModerationDecision, Participant, Rating


@admin.display(description=_("by"))
def who(row):
    """A name and no link: moderators may not open accounts."""
    return row.by or "—"


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

    def get_view_on_site_url(self, discussion=None):
        """Only what is public has a place on the site that everybody here may open."""
        is_public = discussion and discussion.is_visible
        return super().get_view_on_site_url(discussion) if is_public else None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        discussions.change(obj, **{name: form.cleaned_data[name] for name in form.changed_data})


@admin.register(ModerationDecision)
class ModerationDecisionAdmin(ReadOnlyAdmin):
    list_display = ["decided_at", "comment", "from_status", "to_status", "reason", "by", "rule"]
    list_filter = ["to_status", "reason", "decided_at"]
    list_select_related = ["comment", "comment__author", "by"]
    search_fields = ["note", "comment__text"]
    fields = readonly_fields = [
        "decided_at",
        "comment",
        who,
        "rule",
        "from_status",
        "to_status",
        "reason",
        "note",
    ]


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
    fields = ["account", "is_banned"]
    readonly_fields = ["account"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        # Votes of who is banned count no more, and count again afterwards.
        voting.recount_votes_of(obj.user)

    @admin.display(description=_("user"))
    def account(self, participant):
        """A name and no link, like `who`."""
        return participant.user

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ["discussion", "value", "changed_at"]
    list_select_related = ["discussion"]
    search_fields = ["discussion__title"]
