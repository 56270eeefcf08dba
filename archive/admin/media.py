"""What stands elsewhere and may go away, as a list to keep in order."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, URLField
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..media import link_status
from ..media.link_status import State
from ..models import Film, OutsideLink, Post
from .mixins.bulk import too_many


class GoneForm(forms.Form):
    """Why it is out of reach, as readers are told."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("A few plain words; readers see them instead of the link or the player."),
    )


class InUseList(ChangeList):
    """Only what is in use: the rest is kept in case it comes back, and needs no care."""

    def get_queryset(self, *args, **kwargs):
        return super().get_queryset(*args, **kwargs).in_use()


class CheckedMixin:
    """The state of each row with where it is used, and actions for a person's word on it."""

    list_filter = ["state"]
    actions = ["mark_as_there", "mark_as_gone"]
    columns = ["known", "checked", "used_in"]
    checks = ["state", "reason_shown", "checked_at", "checked_by"]
    readonly_fields = [*checks, "used_in"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        uses = [Prefetch("posts", Post.objects.only("title"))]
        uses.append(Prefetch("films", Film.objects.only("title")))
        return super().get_queryset(request).prefetch_related(*uses)

    @admin.display(description=_("state"), ordering="state")
    def known(self, checked):
        """The state, and why."""
        reason = [gettext(checked.reason)] if checked.reason else []
        return ": ".join([checked.get_state_display(), *reason])

    @admin.display(description=_("checked"), ordering="checked_at")
    def checked(self, checked):
        """When, and by whom."""
        if checked.checked_at is None:
            return "—"
        moment = date_format(timezone.localtime(checked.checked_at), "SHORT_DATETIME_FORMAT")
        return ", ".join(filter(None, [moment, checked.checked_by]))

    @admin.display(description=_("reason"), ordering="reason")
    def reason_shown(self, checked):
        return gettext(checked.reason) or "—"

    @admin.display(description=_("used in"))
    def used_in(self, checked):
        uses = [*checked.posts.all(), *checked.films.all()]
        links = ((_desk_url(thing), thing) for thing in uses)
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "—"

    def get_changelist(self, request, **kwargs):
        return InUseList

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, checked, form, change):
        """Write what was changed here and nothing else: a check may just have been written."""
        if not change:
            super().save_model(request, checked, form, change)
            return
        others = [name for name in form.changed_data if name != "alternate_url"]
        checked.save(update_fields=others)
        if "alternate_url" in form.changed_data:
            link_status.change_alternate(checked, checked.alternate_url)

    @admin.action(description=_("Mark as there"), permissions=["change"])
    def mark_as_there(self, request, queryset):
        self._mark(request, queryset, State.ALIVE, "")

    @admin.action(description=_("Mark as gone…"), permissions=["change"])
    def mark_as_gone(self, request, queryset):
        if too_many(self, request, queryset):
            return None
        form = GoneForm(request.POST if "mark" in request.POST else None)
        if form.is_valid():
            self._mark(request, queryset, State.DEAD, form.cleaned_data["reason"])
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Mark as gone"),
            "opts": self.model._meta,
            "form": form,
            "chosen": queryset,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/archive/mark_as_gone.html", context)

    def _mark(self, request, queryset, state, reason):
        by = request.user.get_username()
        marked = sum(
            link_status.record(checked, state, reason, by) for checked in queryset.order_by("pk")
        )
        text = ngettext(
            "%(count)d is marked as “%(state)s”.", "%(count)d are marked as “%(state)s”.", marked
        )
        level = messages.SUCCESS if marked else messages.WARNING
        self.message_user(request, text % {"count": marked, "state": state.label}, level)


def _desk_url(thing):
    return reverse(f"admin:archive_{thing._meta.model_name}_change", args=[thing.pk])


@admin.register(OutsideLink)
class OutsideLinkAdmin(CheckedMixin, admin.ModelAdmin):
    """The addresses that texts link to. They come and go with the texts."""

    list_display = ["url", *CheckedMixin.columns]
    search_fields = ["url", "reason", "posts__title", "films__title"]
    fields = ["url", "alternate_url", *CheckedMixin.checks, "used_in"]
    readonly_fields = ["url", *CheckedMixin.readonly_fields]

    def has_add_permission(self, request):
        return False
