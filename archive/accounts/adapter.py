"""Where django-allauth asks the site: addresses to go to, mails, names."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from . import names
from .models import Leaving

NOT_CORRECT = _("Name, mail address or password are not correct.")


class AccountAdapter(DefaultAccountAdapter):
    # One sentence for names and addresses: which of them it was is nobody's business.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_CORRECT,
        "email_password_mismatch": NOT_CORRECT,
        "too_many_login_attempts": _("Too many attempts. Try again in a few minutes."),
        "incorrect_code": _("This code is not correct."),
        "incorrect_password": _("This password is not correct."),
        "enter_current_password": _("This password is not correct."),
        "rate_limited": _("Too many requests. Try again in a few minutes."),
        "duplicate_email": _("This is your mail address already."),
    }

    def clean_username(self, username, shallow=False):
        username = super().clean_username(username, shallow)
        if not shallow:
            names.refuse(username)
        return username

    def get_login_stages(self):
        own = "archive.accounts.stages.EmailVerificationStage"
        return [
            own if path.endswith(".EmailVerificationStage") else path
            for path in super().get_login_stages()
        ]

    def post_login(self, request, user, **kwargs):
        """Ask somebody who is about to be deleted, and comes back, whether to stay."""
        # A sign-up that waited here has made the session a short one.
        request.session.set_expiry(None)
        response = super().post_login(request, user, **kwargs)
        if Leaving.objects.filter(user=user).exists():
            query = urlencode({"next": response.url})
            return redirect(f"{reverse('account_stay')}?{query}")
        return response

    def get_signup_redirect_url(self, request):
        return self.get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address):
        return reverse("account_email")

    def get_password_change_redirect_url(self, request):
        return reverse("account_index")

    def send_mail(self, template_prefix, email, context):
        """Send a mail in the language of whom it goes to, as far as that is known."""
        person = context.get("user") or get_user_model().objects.filter(email=email).first()
        with override(person.language if person else get_language()):
            names_of_site = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL}
            super().send_mail(template_prefix, email, names_of_site | context)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(
            template_prefix, user, {"user": user} | (context or {}), email
        )
