"""Posts at the desk."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from ..actions import publication_checks
from ..actions.posts import correct, finish_save, keep_first
from ..models import Evidence, Figure, Post, PostAppearance
from ..models.base import date_text
from .mixins.bulk import BulkTermsMixin, TagFilter
from .mixins.images import PictureForm
from .mixins.revisions import RevisionsMixin
from .mixins.rich_text import WITH_FIGURES, BodyWidget
from .mixins.visibility import VisibleMixin

Status = Post.Status


class PostForm(forms.ModelForm):
    """A post, with what an editor tells readers of a correction, and a word before publishing."""

    new_correction = forms.CharField(
        label=_("Tell readers of a correction"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands under the post with today’s date and is not taken back."),
    )
    publish_anyway = forms.BooleanField(label=_("Publish anyway"), required=False)

    class Meta:
        model = Post
        fields = ["body"]  # the admin names the others
        widgets = {"body": BodyWidget(WITH_FIGURES)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_published = self.instance.status == Status.PUBLISHED
        self.instance.warns = False

    def _post_clean(self):
        super()._post_clean()
        becomes_public = self.instance.status == Status.PUBLISHED and not self.was_published
        self.instance.warns = becomes_public and not self.cleaned_data.get("publish_anyway")
        if self.instance.warns and not self.errors:
            if found := publication_checks.problems(self.instance):
                self.add_error("publish_anyway", [*found, _("Tick the box to publish anyway.")])


class FigureFormSet(forms.BaseInlineFormSet):
    """What is missing from a figure holds a publication up, like the post's own problems."""

    def clean(self):
        super().clean()
        if not getattr(self.instance, "warns", False):
            return
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data or data.get("DELETE"):
                continue
            if data.get("image") and not data.get("alt"):
                form.add_error("alt", _("Say what the picture shows, or tick “Publish anyway”."))
            if not data.get("image") and not self.instance.is_archived:
                form.add_error("image", _("The picture is missing. Choose it, or delete this."))


class FigureInline(admin.StackedInline):
    model = Figure
    form = PictureForm
    formset = FigureFormSet
    extra = 0
    fields = [("name", "position"), "image", "alt", "caption", ("credit", "caption_origin")]


class PostAppearanceInline(admin.TabularInline):
    model = PostAppearance
    extra = 0
    classes = ["collapse"]
    autocomplete_fields = ["capture"]


class PostEvidenceInline(admin.TabularInline):
    model = Evidence
    extra = 0
    fields = autocomplete_fields = ["nomination"]
    classes = ["collapse"]
    verbose_name = _("prize told by this post")
    verbose_name_plural = _("prizes told by this post")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, label=_("Prize"), **kwargs)


class StateFilter(admin.SimpleListFilter):
    """Draft, scheduled, published, withdrawn: the state as an editor thinks of it."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", Status.DRAFT.label),
            ("scheduled", _("scheduled")),
            ("published", Status.PUBLISHED.label),
            ("withdrawn", Status.WITHDRAWN.label),
        ]

    def queryset(self, request, posts):
        if self.value() == "scheduled":
            return posts.scheduled()
        if self.value() == "published":
            return posts.published()
        return posts.filter(status=self.value()) if self.value() else posts


def marked_state(state, text):
    """A state in words, with a mark by which a list may show it."""
    return format_html('<span class="state-{}">{}</span>', state, text)


@admin.register(Post)
class PostAdmin(VisibleMixin, BulkTermsMixin, RevisionsMixin, admin.ModelAdmin):
    form = PostForm
    change_form_template = "admin/archive/post/change_form.html"
    list_display = ["title", "state", "dated", "edited", "responses"]
    list_filter = [StateFilter, "categories", TagFilter, "text_origin"]
    list_select_related = ["discussion", "edited_by"]
    search_fields = ["title", "byline", "body", "tags__name"]
    date_hierarchy = "dated_on"
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["categories", "films"]
    inlines = [FigureInline, PostEvidenceInline, PostAppearanceInline]
    readonly_fields = ["key", "corrected"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "byline", "body"]}),
        (_("Publication"), {"fields": [("status", "published_at"), "publish_anyway"]}),
        (_("Filed"), {"fields": ["categories", "tags", "films"]}),
        (_("Corrections"), {"fields": ["corrected", "new_correction"]}),
        (
            _("At the source"),
            {
                "classes": ["collapse"],
                "fields": [
                    "printed_date",
                    ("dated_on", "date_precision"),
                    ("sort_at", "position"),
                    ("text_origin", "language"),
                    "key",
                ],
            },
        ),
    ]

    @admin.display(description=_("state"), ordering="status")
    def state(self, post):
        if post.visible_from and not post.is_published:
            moment = date_format(timezone.localtime(post.published_at), "SHORT_DATETIME_FORMAT")
            return marked_state("scheduled", _("scheduled for %(moment)s") % {"moment": moment})
        return marked_state(post.status, post.get_status_display())

    @admin.display(description=_("dated"), ordering="dated_on")
    def dated(self, post):
        return date_text(post.dated_on, post.date_precision) or "—"

    @admin.display(description=_("edited"), ordering="edited_at")
    def edited(self, post):
        if post.edited_at is None:
            return "—"
        moment = date_format(timezone.localtime(post.edited_at), "SHORT_DATETIME_FORMAT")
        return ", ".join(filter(None, [moment, str(post.edited_by or "")]))

    @admin.display(description=_("responses"), ordering="discussion__comment_count")
    def responses(self, post):
        return post.discussion.response_count

    @admin.display(description=_("corrections so far"))
    def corrected(self, post):
        notes = ((note.day, note.text) for note in post.correction_notes)
        return format_html_join("", "<p>{}: {}</p>", notes) or "—"

    def save_model(self, request, post, form, change):
        if change:
            keep_first(post)
        super().save_model(request, post, form, change)
        if text := form.cleaned_data.get("new_correction"):
            correct(post, text)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        finish_save(form.instance, request.user)

    def apply_terms(self, form, post, by):
        keep_first(post)
        super().apply_terms(form, post, by)
        finish_save(post, by)
