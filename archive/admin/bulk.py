"""Tags and categories of many posts or films at once."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.forms import TagField, TagWidget
from taggit.managers import TaggableManager

from ..models import Category, Tag

# A filter with more rows than this is no help; other tags are found by searching.
MOST_TAGS = 20


def tag_input():
    """The field for tags, with commas between them, which offers the tags there are."""
    return TagWidget({"class": "vTextField", "data-suggest": "tag", "autocomplete": "off"})


class TagFilter(admin.SimpleListFilter):
    """The tags that are used most."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request, model_admin):
        return [(tag.slug, tag.name) for tag in Tag.objects.in_use()[:MOST_TAGS]]

    def queryset(self, request, things):
        return things.filter(tags__slug=self.value()) if self.value() else things


class TermsForm(forms.Form):
    """What to add and what to take away."""

    add_tags = TagField(label=_("Add tags"), required=False, widget=tag_input())
    remove_tags = forms.ModelMultipleChoiceField(
        Tag.objects.none(), label=_("Take tags away"), required=False
    )
    add_categories = forms.ModelMultipleChoiceField(
        Category.objects.all(), label=_("File under"), required=False
    )
    remove_categories = forms.ModelMultipleChoiceField(
        Category.objects.none(), label=_("Do not file under"), required=False
    )

    def __init__(self, *args, things, **kwargs):
        super().__init__(*args, **kwargs)
        tags = things.model.tags.through.objects.filter(content_object__in=things).values("tag")
        self.fields["remove_tags"].queryset = Tag.objects.filter(pk__in=tags)
        used = things.model.categories.through.objects.filter(
            **{f"{things.model._meta.model_name}__in": things}
        )
        self.fields["remove_categories"].queryset = Category.objects.filter(
            pk__in=used.values("category")
        )

    def apply_to(self, thing):
        """Change the terms of one of these things."""
        thing.tags.remove(*self.cleaned_data["remove_tags"])
        thing.tags.add(*self.cleaned_data["add_tags"])
        thing.categories.remove(*self.cleaned_data["remove_categories"])
        thing.categories.add(*self.cleaned_data["add_categories"])


class BulkTermsMixin:
    """For things with tags and categories: an action that changes them for many at once."""

    actions = ["change_terms"]
    formfield_overrides = {TaggableManager: {"widget": tag_input()}}

    @admin.action(description=_("Change tags and categories…"), permissions=["change"])
    def change_terms(self, request, queryset):
        chosen = queryset.model.objects.filter(pk__in=queryset.values("pk")).order_by("pk")
        data = request.POST if "apply" in request.POST else None
        form = TermsForm(data, things=chosen)
        if data and form.is_valid():
            with transaction.atomic():
                for thing in chosen:
                    self.apply_terms(form, thing, request.user)
            count = chosen.count()
            text = ngettext("%(count)d was changed.", "%(count)d were changed.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change tags and categories"),
            "opts": self.model._meta,
            "form": form,
            "things": chosen,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/archive/bulk_terms.html", context)

    def apply_terms(self, form, thing, by):
        """Change the terms of one thing, in the name of `by`."""
        form.apply_to(thing)
