"""How often somebody wants mail about something."""

from django import forms

from ..models import Frequency

STOP = "stop"


class FollowForm(forms.Form):
    """Follow something with mails this often, or stop following it."""

    frequency = forms.ChoiceField(choices=[*Frequency.choices, (STOP, "")])

    @property
    def stops(self):
        return self.cleaned_data["frequency"] == STOP


class UnsubscribeForm(forms.Form):
    """What the page behind the link in a mail offers: no more mails, or one a day."""

    frequency = forms.ChoiceField(
        choices=[(choice, choice.label) for choice in (Frequency.NEVER, Frequency.DAILY)]
    )
