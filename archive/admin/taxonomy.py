from django.contrib import admin

from ..models import Category, Redirect, Tag
from .mixins.merging import MergeMixin


@admin.register(Category)
class CategoryAdmin(MergeMixin, admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Tag)
class TagAdmin(MergeMixin, admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    """Where addresses lead that something had before, here or at its source."""

    list_display = ["path", "target"]
    search_fields = ["path", "target"]
