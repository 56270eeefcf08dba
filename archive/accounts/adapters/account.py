"""Where django-allauth asks the site: addresses to go to, mails, names."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from .. import names, notices, user_agents
from ..email_addresses import is_held
from ..models import DeletionRequest

logger = logging.getLogger(__name__)

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
        "email_taken": _("This mail address has become another account’s meanwhile."),
        "username_taken": names.TAKEN,
    }

    def clean_username(self, username, shallow=False):
        username = super().clean_username(username, shallow)
        if not shallow:
            names.refuse(username)
        return username

    def authenticate(self, request, **credentials):
        """Check the password once. Given as both, an address would be looked up twice.

        Then a wrong password took twice as long where there is an account.
        """
        if credentials.get("email") == credentials.get("username"):
            del credentials["email"]
        return super().authenticate(request, **credentials)

    def is_safe_url(self, url):
        """Only paths: pages here name no others, and a bare word might be the name of a view."""
        return bool(url) and url.startswith("/") and super().is_safe_url(url)

    def get_login_stages(self):
        own = "archive.accounts.adapters.stages.EmailVerificationStage"
        return [
            own if path.endswith(".EmailVerificationStage") else path
            for path in super().get_login_stages()
        ]

    def post_login(self, request, user, **kwargs):
        """Ask somebody who is about to be deleted, and comes back, whether to stay."""
        # A sign-up that waited here has made the session a short one.
        request.session.set_expiry(None)
        response = super().post_login(request, user, **kwargs)
        if DeletionRequest.objects.filter(user=user).exists():
            query = urlencode({"next": response.url})
            return redirect(f"{reverse('account_stay')}?{query}")
        return response

    def get_signup_redirect_url(self, request):
        return self.get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address):
        return reverse("account_email")

    def get_password_change_redirect_url(self, request):
        return reverse("account_index")

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        """Mail a code; to the owner of another account with this address, mail who asked."""
        address = emailconfirmation.email_address
        if is_held(address.email, but_of=address.user):
            asked_by = {"asked_by": address.user}
            self.send_mail("account/email/address_taken", address.email, asked_by)
        else:
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_mail(self, template_prefix, email, context):
        """Send a mail in the language of whom it goes to, as far as that is known.

        Where no mail leaves, the page says so: nobody is to wait for a code.
        """
        try:
            self._send(template_prefix, email, context)
        except OSError:
            logger.exception("A mail (%s) could not be sent", template_prefix)
            page = render(self.request, "account/no_mail.html", status=503)
            raise ImmediateHttpResponse(page) from None

    def send_notice(self, template_prefix, email, context):
        """Send a mail about something that has happened, whether or not the mail leaves."""
        try:
            self._send(template_prefix, email, context)
        except OSError:
            logger.exception("A mail (%s) could not be sent", template_prefix)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell somebody of a change: one letter for all, with another sentence in each."""
        email = email or user.email
        if email:
            told = {
                "user": user,
                "what": notices.sentence(template_prefix, context or {}),
                "address_changed": "to_email" in (context or {}),
                "when": timezone.now(),
                "browser": user_agents.name_of(self.get_http_user_agent(self.request)),
            }
            self.send_notice("account/email/notice", email, told)

    def _send(self, template_prefix, email, context):
        person = context.get("user") or get_user_model().objects.filter(email=email).first()
        language = person.language if person else get_language()
        site = {
            "SITE_NAME": settings.SITE_NAME,
            "SITE_URL": settings.SITE_URL,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "language": language,
        }
        with override(language):
            super().send_mail(template_prefix, email, site | context)
