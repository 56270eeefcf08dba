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

from comments.models import Discussion

from ...models import Category, Tag

# Each stands on the page that asks, and is sent with it: more fields than that Django refuses.
MOST_AT_ONCE = 500

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


def too_many(model_admin, request, queryset):
    """Whether more are chosen than can be changed at once; says so."""
    if queryset.count() <= MOST_AT_ONCE:
        return False
    text = _("Choose at most %(most)d at once.") % {"most": MOST_AT_ONCE}
    model_admin.message_user(request, text, messages.WARNING)
    return True


def ticks(queryset, label):
    """A field with a box for each of these."""
    return forms.ModelMultipleChoiceField(
        queryset, label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


class TermsForm(forms.Form):
    """What to add and what to take away; nothing is offered that none of the things has."""

    add_tags = TagField(label=_("Add tags"), required=False, widget=tag_input())
    add_categories = ticks(Category.objects.all(), _("File under"))

    def __init__(self, *args, things, **kwargs):
        super().__init__(*args, **kwargs)
        name = things.model._meta.model_name
        tags = things.model.tags.through.objects.filter(content_object__in=things).values("tag")
        filed = things.model.categories.through.objects.filter(**{f"{name}__in": things})
        here = {
            "remove_tags": (Tag.objects.filter(pk__in=tags), _("Take tags away")),
            "remove_categories": (
                Category.objects.filter(pk__in=filed.values("category")),
                _("Do not file under"),
            ),
        }
        for field, (terms, label) in here.items():
            if terms.exists():
                self.fields[field] = ticks(terms, label)

    def apply_to(self, thing):
        """Change the terms of one of these things."""
        chosen = self.cleaned_data
        thing.tags.remove(*chosen.get("remove_tags", []))
        thing.tags.add(*chosen["add_tags"])
        thing.categories.remove(*chosen.get("remove_categories", []))
        thing.categories.add(*chosen["add_categories"])


class BulkTermsMixin:
    """For things with tags and categories: an action that changes them for many at once."""

    actions = ["change_terms"]
    formfield_overrides = {TaggableManager: {"widget": tag_input()}}

    @admin.action(description=_("Change tags and categories…"), permissions=["change"])
    def change_terms(self, request, queryset):
        if too_many(self, request, queryset):
            return None
        chosen = queryset.model.objects.filter(pk__in=queryset.values("pk")).order_by("pk")
        data = request.POST if "apply" in request.POST else None
        form = TermsForm(data, things=chosen)
        if data and form.is_valid():
            count = self.apply_to_all(form, chosen, request.user)
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

    @transaction.atomic
    def apply_to_all(self, form, chosen, by):
        """Change the terms of all of these, or of none; returns how many they are.

        Whoever saves one of them takes its discussions first and the versions of kept pages
        last. The first of them to be changed takes those versions, so all discussions come
        before it.
        """
        things = list(chosen)
        Discussion.objects.lock(pk for thing in things for pk in thing.discussion_pks())
        for thing in things:
            self.apply_terms(form, thing, by)
        return len(things)

    def apply_terms(self, form, thing, by):
        """Change the terms of one thing, in the name of `by`."""
        form.apply_to(thing)
