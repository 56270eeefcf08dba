"""Discussions, the record of decisions, listed words and ratings, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..actions import discussions
from ..models import Discussion, ListedWord, ModerationDecision, Rating


@admin.display(description=_("by"))
def who(row):
    """A name and no link: moderators may not open accounts."""
    return row.by or "—"


@admin.display(description=_("person"))
def whom(decision):
    """A name and no link, like `who`."""
    return decision.person or "—"


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
        fields = {name: form.cleaned_data[name] for name in form.changed_data}
        discussions.change(obj, by=request.user, **fields)


@admin.register(ModerationDecision)
class ModerationDecisionAdmin(ReadOnlyAdmin):
    list_display = ["decided_at", "about", "__str__", "reason", "by", "rule"]
    list_filter = ["subject", "act", "to_status", "reason", "decided_at"]
    list_select_related = ["comment__author", "person", "discussion", "by"]
    search_fields = ["note", "comment__text", "person__username", "discussion__title"]
    fields = readonly_fields = [
        "decided_at",
        "subject",
        "comment",
        "discussion",
        whom,
        "setting",
        who,
        "rule",
        "act",
        "from_status",
        "to_status",
        "reason",
        "note",
    ]

    @admin.display(description=_("about"))
    def about(self, decision):
        """What was decided about, by its name."""
        named = decision.comment or decision.person or decision.discussion or decision.setting
        return named or _("%(subject)s that is gone") % {"subject": decision.get_subject_display()}


@admin.register(ListedWord)
class ListedWordAdmin(admin.ModelAdmin):
    list_display = ["word", "kind"]
    list_filter = ["kind"]
    search_fields = ["word"]


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ["discussion", "value", "changed_at"]
    list_select_related = ["discussion"]
    search_fields = ["discussion__title"]
