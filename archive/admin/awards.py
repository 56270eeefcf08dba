from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Award, Evidence, Nomination
from .mixins.merging import MergeMixin


class EvidenceInline(admin.TabularInline):
    model = Evidence
    extra = 0
    min_num = 1
    autocomplete_fields = ["post", "capture"]


@admin.register(Award)
class AwardAdmin(MergeMixin, admin.ModelAdmin):
    list_display = ["name", "presenter"]
    search_fields = ["name", "presenter"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Nomination)
class NominationAdmin(admin.ModelAdmin):
    list_display = ["award", "category", "film", "outcome", "date_shown"]
    list_filter = ["outcome"]
    list_select_related = ["award", "film"]
    search_fields = ["award__name", "category", "film__title"]
    autocomplete_fields = ["award", "film", "people"]
    inlines = [EvidenceInline]

    @admin.display(description=_("given"), ordering="given_on")
    def date_shown(self, nomination):
        return nomination.date_text or "—"
