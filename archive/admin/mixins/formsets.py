"""Fast grids for the credits and the prizes of a film: a row each, typed by keyboard alone."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import formset_factory
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ...models import Award, Capture, Credit, Evidence, Film, Nomination, Person, Post
from ..fields import parse_date
from .autocomplete import suggestions

EMPTY_ROWS = 3


def found_by_name(model, name, field="name"):
    """The row of that name, or None. Names are compared as typed, then without case."""
    rows = model.objects.filter(**{field: name})[:2]
    if len(rows) == 1:
        return rows[0]
    return model.objects.filter(**{f"{field}__iexact": name}).order_by("pk").first()


def free_slug(model, name):
    """A slug for `name` that no row has yet."""
    base = slugify(name, allow_unicode=True)[:180] or "unnamed"
    slug, number = base, 2
    while model.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def found_or_made(model, name):
    """The person or award of that name; made if there is none."""
    return found_by_name(model, name) or model.objects.create(
        name=name, slug=free_slug(model, name)
    )


def suggesting(kind, label):
    """A text field that offers the names there are; a new name makes a new row."""
    widget = forms.TextInput({"data-suggest": kind, "autocomplete": "off"})
    return forms.CharField(max_length=200, label=label, widget=widget)


class CreditRow(forms.Form):
    """Who did what."""

    person = suggesting("person", _("person"))
    role = forms.ChoiceField(choices=Credit.Role, initial=Credit.Role.DIRECTOR, label=_("role"))
    note = forms.CharField(max_length=200, required=False, label=_("note"))

    @classmethod
    def initial_of(cls, film):
        return [
            {"person": credit.person.name, "role": credit.role, "note": credit.note}
            for credit in film.credits.all()
        ]

    @staticmethod
    def save_all(film, rows):
        """Let these rows be the credits of the film, in their order."""
        wanted = {}
        for position, row in enumerate(rows, 1):
            person = found_or_made(Person, row["person"])
            wanted[person.pk, row["role"]] = {"note": row["note"], "position": position}
        for credit in film.credits.all():
            if (credit.person_id, credit.role) not in wanted:
                credit.delete()
        for (person, role), values in wanted.items():
            Credit.objects.update_or_create(
                film=film, person_id=person, role=role, defaults=values
            )


class PrizeRow(forms.Form):
    """What the film got, and where that is told."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    award = suggesting("award", _("award"))
    category = forms.CharField(
        max_length=200, required=False, label=pgettext_lazy("of a prize", "category")
    )
    outcome = forms.ChoiceField(
        choices=Nomination.Outcome, initial=Nomination.Outcome.WON, label=_("outcome")
    )
    given = forms.CharField(max_length=10, required=False, label=_("Year or date"))
    evidence = forms.CharField(
        max_length=300,
        label=_("Told by"),
        help_text=_("The title of a post or of a captured page."),
        widget=forms.TextInput(attrs={"data-suggest": "evidence", "autocomplete": "off"}),
    )

    def clean_given(self):
        return parse_date(self.cleaned_data["given"])

    def clean_evidence(self):
        title = self.cleaned_data["evidence"]
        for model in (Post, Capture):
            if found := found_by_name(model, title, "title"):
                return found
        raise ValidationError(_("No post and no captured page has this title."))

    @classmethod
    def initial_of(cls, film):
        rows = film.nominations.select_related("award").prefetch_related("evidence")
        return [cls._initial(nomination) for nomination in rows.order_by("pk")]

    @staticmethod
    def _initial(nomination):
        proof = min(nomination.evidence.all(), key=lambda evidence: evidence.pk, default=None)
        return {
            "pk": nomination.pk,
            "award": nomination.award.name,
            "category": nomination.category,
            "outcome": nomination.outcome,
            "given": nomination.machine_date,
            "evidence": (proof.post or proof.capture).title if proof else "",
        }

    @classmethod
    def save_all(cls, film, rows):
        """Let these rows be the prizes of the film."""
        kept = {row["pk"] for row in rows if row["pk"]}
        film.nominations.exclude(pk__in=kept).delete()
        for row in rows:
            given_on, precision = row["given"]
            values = {
                "film": film,
                "award": found_or_made(Award, row["award"]),
                "category": row["category"],
                "outcome": row["outcome"],
                "given_on": given_on,
                "date_precision": precision,
            }
            nomination = film.nominations.filter(pk=row["pk"]).first() or Nomination()
            for name, value in values.items():
                setattr(nomination, name, value)
            nomination.save()
            cls._save_evidence(nomination, row["evidence"])

    @staticmethod
    def _save_evidence(nomination, proof):
        """Let this be the evidence that the grid shows: the first, where there are several."""
        kind = {"post": None, "capture": None}
        kind["post" if isinstance(proof, Post) else "capture"] = proof
        if nomination.evidence.filter(**kind).exists():
            return
        shown = nomination.evidence.order_by("pk").first() or Evidence(nomination=nomination)
        shown.post, shown.capture = kind["post"], kind["capture"]
        shown.save()


GRIDS = {"credits": (CreditRow, _("Credits")), "prizes": (PrizeRow, _("Prizes"))}


class GridsMixin:
    """Adds to a film's page a grid for its credits and one for its prizes."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/credits/", view(self.grid), {"kind": "credits"}, name="film-credits"),
            path("<int:pk>/prizes/", view(self.grid), {"kind": "prizes"}, name="film-prizes"),
            path("suggest/", view(suggestions), name="film-suggest"),
            *super().get_urls(),
        ]

    def grid(self, request, pk, kind):
        film = get_object_or_404(Film, pk=pk)
        if not self.has_change_permission(request, film):
            raise PermissionDenied
        row_class, title = GRIDS[kind]
        Rows = formset_factory(row_class, extra=EMPTY_ROWS, can_delete=True)
        rows = Rows(request.POST or None, initial=row_class.initial_of(film), prefix="rows")
        if request.method == "POST" and rows.is_valid():
            said = [
                form.cleaned_data
                for form in rows.forms
                if form.has_changed() or form.initial
                if form.cleaned_data and not form.cleaned_data.get("DELETE")
            ]
            with transaction.atomic():
                row_class.save_all(film, said)
            messages.success(request, _("%(title)s were saved.") % {"title": title})
            return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": title,
            "film": film,
            "rows": rows,
        }
        return render(request, "admin/archive/film/grid.html", context)
