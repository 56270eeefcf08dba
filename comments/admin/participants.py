"""People who take part, in the admin: who is banned, and why."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ..actions import people
from ..actions.moderation import Reason
from ..models import ModerationDecision, Participant

# Names that are shown are not unique: of so many it is said who they are.
MOST_NAMED = 10


class ParticipantForm(forms.ModelForm):
    """Whether somebody is banned, and why: the person is told the reason, the note is kept."""

    reason = forms.ChoiceField(label=_("reason"), choices=Reason.choices, required=False)
    note = forms.CharField(
        label=_("note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = Participant
        fields = ["is_banned"]


class BanForm(ParticipantForm):
    """Bans anybody with an account, found by name, who may never have written anything."""

    name = forms.CharField(
        label=_("name"), help_text=_("The name to log in with, or the one that is shown.")
    )

    class Meta:
        model = Participant
        fields = []

    def clean_name(self):
        """Find the account."""
        name = self.cleaned_data["name"].strip()
        users = get_user_model().objects.order_by("pk")
        found = list(users.filter(username__iexact=name))
        found = found or list(users.filter(display_name__iexact=name)[:MOST_NAMED])
        if not found:
            raise forms.ValidationError(_("Nobody goes by this name here."))
        if len(found) > 1:
            names = ", ".join(user.get_username() for user in found)
            raise forms.ValidationError(_("Several people do: %(names)s") % {"names": names})
        self.instance.user = found[0]
        return name


@admin.register(Participant)
class ParticipantAdmin(admin.ModelAdmin):
    """People who take part: whoever is banned here is rejected at once, and stays readable."""

    list_display = ["user", "is_banned"]
    list_filter = ["is_banned"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__display_name"]
    form = ParticipantForm
    fields = ["account", "is_banned", "reason", "note", "record"]
    readonly_fields = ["account", "record"]

    @admin.display(description=_("user"))
    def account(self, participant):
        """Names and no link: moderators may not open accounts."""
        user = participant.user
        return " · ".join(dict.fromkeys([user.get_username(), user.get_full_name()]))

    @admin.display(description=_("moderation decisions"))
    def record(self, participant):
        decisions = ModerationDecision.objects.filter(person=participant.user_id)
        lines = (
            (
                date_format(timezone.localtime(one.decided_at), "SHORT_DATETIME_FORMAT"),
                ", ".join(
                    str(part)
                    for part in (one, one.get_reason_display(), one.note, one.by or "")
                    if part
                ),
            )
            for one in decisions.select_related("by")
        )
        return format_html_join("", "<p>{}: {}</p>", lines) or "—"

    def has_add_permission(self, request):
        """Who never took part has no row here yet: banning makes it."""
        return self.has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["name", "reason", "note"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = ParticipantForm if change else BanForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request, participant, form, change):
        why = {"reason": form.cleaned_data["reason"], "note": form.cleaned_data["note"]}
        if not change or participant.is_banned:
            people.ban(participant.user, by=request.user, **why)
        else:
            people.unban(participant.user, by=request.user, **why)
        participant.pk = Participant.objects.values_list("pk", flat=True).get(
            user=participant.user_id
        )
