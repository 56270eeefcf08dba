from django.contrib import admin

from ..models import Credit, Person
from .mixins.merging import MergeMixin


class CreditOfPersonInline(admin.TabularInline):
    model = Credit
    extra = 0
    autocomplete_fields = ["film"]


@admin.register(Person)
class PersonAdmin(MergeMixin, admin.ModelAdmin):
    list_display = ["name", "sort_name", "description"]
    search_fields = ["name", "sort_name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [CreditOfPersonInline]
