"""The account forms, in the site's own words."""

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import guesses, names
from .models import User

PASSWORD_HELP = _("At least 8 characters, not only digits, and nothing that is easily guessed.")


class Plain:
    """Labels as they are, and no placeholders: those vanish when one needs them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Plain, library.LoginForm):
    """Log in by name or mail address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Name or mail address")
        login.widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].help_text = ""

    def clean_login(self):
        # Names are stored in small letters.
        return super().clean_login().lower()


class SignupForm(Plain, library.SignupForm):
    """Ask for a name, a mail address and a password.

    Whether the address has an account is told by mail alone, so nothing here depends on it.
    """

    display_name = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        username, email = self.fields["username"], self.fields["email"]
        username.label = _("Name")
        username.help_text = _("Everybody sees it. Letters, digits, dots, dashes, underscores.")
        username.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        username.widget.attrs["maxlength"] = names.LONGEST
        email.label = _("Mail address")
        email.help_text = _("Nobody else sees it. A code goes there to confirm it.")
        self.fields["password1"].help_text = PASSWORD_HELP

    def clean_username(self):
        typed = names.normalized(self.cleaned_data["username"])
        self.cleaned_data["username"] = typed.lower()
        if typed != typed.lower():
            self.display_name = typed
        return super().clean_username()

    def validate_unique_email(self, value):
        return value


class CodeMixin:
    """A code from a mail or an app: easy to type, and filled in by browsers that can."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "spellcheck": "false",
        }


class MailedCodeMixin(CodeMixin):
    """A code from a mail can be guessed so many times, however many guesses come at once."""

    def clean_code(self):
        if not guesses.take_one(self.expected_code):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class ConfirmEmailForm(MailedCodeMixin, Plain, library.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmSignupForm(MailedCodeMixin, Plain, library.BaseConfirmCodeForm):
    pass


class ConfirmResetForm(MailedCodeMixin, Plain, library.ConfirmPasswordResetCodeForm):
    pass


class AddEmailForm(Plain, library.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New mail address")
        self.fields["email"].help_text = _("A code goes there. The old one holds until then.")


class NewPassword(Plain):
    """A password is typed once: it can be shown, and it can be reset."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePasswordForm(NewPassword, library.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""


class NewPasswordForm(NewPassword, library.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(Plain, library.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Mail address")


class ReauthenticateForm(Plain, library.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class LeaveForm(ReauthenticateForm):
    """Ask to be deleted: what becomes of the comments, and the password once more."""

    comments = forms.ChoiceField(
        label=_("What you wrote in discussions"),
        choices=[
            ("leave", _("stays, under “former member”")),
            ("withdraw", _("is withdrawn: the texts are erased")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ["comments", "password"]


class SettingsForm(Plain, forms.ModelForm):
    """What a person is called here, and the language of the mails."""

    class Meta:
        model = User
        fields = ["display_name", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["display_name"]
        name.label = _("Display name")
        name.help_text = _("Stands beside what you write. Empty means the name of your account.")
        name.widget.attrs["autocomplete"] = "nickname"
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of mails"), choices=settings.LANGUAGES
        )

    def clean_display_name(self):
        name = names.normalized(self.cleaned_data["display_name"])
        if name:
            names.refuse(name, owner=self.instance)
        return name
