"""Filling in the admin's forms as a browser does: what is shown is sent back, with changes."""

import re
from datetime import date, datetime

from django.forms import FileInput
from django.urls import reverse
from django.utils import timezone
from taggit.forms import TagWidget


def address(model, page, *args):
    """The admin's address of a page for a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def _sent(name, value):
    """What a field with this value sends: the admin asks for a moment in two fields."""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}
    if isinstance(value, date):
        return {name: value.isoformat()}
    return {name: value}


def _shown(form):
    """The values of a form that nobody touched; empty ones and files send nothing."""
    values = {}
    for field in form:
        value, widget = field.value(), field.field.widget
        if isinstance(widget, FileInput) or value is None or value is False or value == "":
            continue
        if isinstance(widget, TagWidget):
            value = widget.format_value(value)
        values |= _sent(field.html_name, value)
    return values


def seen(page):
    """What a list of comments says that it shows of each."""
    return re.findall(r'name="seen" value="([^"]*)"', page.content.decode())


def filled(page, **changes):
    """The data of an admin page's form and its inlines as shown, with these changes."""
    data = _shown(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        for form in [inline.formset.management_form, *inline.formset.initial_forms]:
            data |= _shown(form)
    for name, value in changes.items():
        data |= _sent(name, value)
    return {name: value for name, value in data.items() if value is not None}


def save(client, model, pk=None, **changes):
    """Open the form of a row (or of a new one), change fields and send it."""
    where = address(model, "change", pk) if pk else address(model, "add")
    return client.post(where, filled(client.get(where), **changes), follow=True)
