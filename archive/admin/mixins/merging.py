"""Merging what was entered twice, with a look at what would happen first."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...actions import merging

MOST_AT_ONCE = 10


class MergeMixin:
    """An action that merges the chosen rows, and a page that suggests which."""

    actions = ["merge_chosen"]
    change_list_template = "admin/archive/mergeable_change_list.html"

    def get_urls(self):
        name = f"{self.model._meta.model_name}-duplicates"
        view = self.admin_site.admin_view(self.duplicates)
        return [path("duplicates/", view, name=name), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge…"), permissions=["delete"])
    def merge_chosen(self, request, queryset):
        chosen = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if not 2 <= len(chosen) <= MOST_AT_ONCE:
            text = _("Choose between two and %(most)d that are one and the same.")
            self.message_user(request, text % {"most": MOST_AT_ONCE}, messages.WARNING)
            return None
        pk = request.POST.get("stays")
        stays = next((thing for thing in chosen if str(thing.pk) == pk), chosen[0])
        goes = [thing for thing in chosen if thing is not stays]
        if "merge" in request.POST:
            for thing in goes:
                merging.merge(stays, thing)
            text = _("Merged into “%(name)s”; the old addresses lead there.")
            self.message_user(request, text % {"name": stays}, messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge"),
            "opts": self.model._meta,
            "chosen": chosen,
            "stays": stays,
            "reports": [(thing, merging.merge(stays, thing, dry_run=True)) for thing in goes],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/archive/merge.html", context)

    def duplicates(self, request):
        """Pairs that may be one, each with a way to the merge."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        pairs = merging.suggestions(self.model.objects.order_by("pk"), str)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Possible duplicates"),
            "opts": self.model._meta,
            "pairs": pairs,
            "checkbox": ACTION_CHECKBOX_NAME,
            "list_address": reverse(f"admin:archive_{self.model._meta.model_name}_changelist"),
        }
        return render(request, "admin/archive/duplicates.html", context)

    def changelist_view(self, request, extra_context=None):
        extra = {}
        if self.has_delete_permission(request):
            name = f"admin:{self.model._meta.model_name}-duplicates"
            extra["duplicates_address"] = reverse(name)
        return super().changelist_view(request, extra | (extra_context or {}))
