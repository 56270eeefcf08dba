"""Films at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Film, FilmVideo, Release
from .mixins.bulk import BulkTermsMixin, TagFilter
from .mixins.formsets import GridsMixin
from .mixins.images import PictureForm
from .mixins.merging import MergeMixin
from .mixins.rich_text import BodyWidget
from .mixins.visibility import VisibleMixin


class ReleaseInline(admin.TabularInline):
    model = Release
    extra = 0


class FilmVideoInline(admin.TabularInline):
    model = FilmVideo
    extra = 0
    autocomplete_fields = ["video"]


class FilmForm(PictureForm):
    class Meta:
        model = Film
        fields = ["synopsis"]  # the admin names the others
        widgets = {"synopsis": BodyWidget()}


@admin.register(Film)
class FilmAdmin(VisibleMixin, BulkTermsMixin, MergeMixin, GridsMixin, admin.ModelAdmin):
    form = FilmForm
    change_form_template = "admin/archive/film/change_form.html"
    actions = ["change_terms", "merge_chosen"]
    list_display = ["title", "year", "form", "status", "source_rating", "comments", "reviewed"]
    list_filter = ["status", "form", "categories", TagFilter]
    list_select_related = ["discussion", "reviews"]
    search_fields = ["title", "other_titles", "synopsis", "tags__name"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["capture", "categories"]
    inlines = [ReleaseInline, FilmVideoInline]
    readonly_fields = ["year", "key"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "form", "synopsis"]}),
        (_("Publication"), {"fields": [("status", "published_at")]}),
        (_("Picture"), {"fields": ["image", "alt"]}),
        (_("Titles"), {"fields": ["other_titles", "sort_title", "year"]}),
        (_("Filed"), {"fields": ["categories", "tags"]}),
        (
            _("At the source"),
            {
                "classes": ["collapse"],
                "fields": [
                    "capture",
                    ("source_rating", "source_rating_count"),
                    "offered_as",
                    ("text_origin", "language"),
                    "key",
                ],
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        """Without its source, which leads to a page of its own, for whoever only looks."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if self.has_change_permission(request, obj) else fieldsets[:-1]

    @admin.display(description=_("comments"), ordering="discussion__comment_count")
    def comments(self, film):
        return film.discussion.response_count

    @admin.display(description=_("reviews"), ordering="reviews__comment_count")
    def reviewed(self, film):
        return film.reviews.response_count
