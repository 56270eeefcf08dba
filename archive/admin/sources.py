from django.contrib import admin
from django.db import models

from ..models import Capture, Source


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["name", "url"]
    search_fields = ["name", "description", "url"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Capture)
class CaptureAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "source", "captured_on", "tag"]
    list_filter = ["kind", "source"]
    list_select_related = ["source", "tag"]
    search_fields = ["title", "source__name", "sha256"]
    autocomplete_fields = ["source", "tag"]
