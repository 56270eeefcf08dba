"""Signing up: the form, and the code from the mail."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import SignupView as LibrarySignupView
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import signup as acts
from ..forms import ConfirmSignupForm


class SignupView(LibrarySignupView):
    """The form. It makes no account yet: that waits for the code."""

    def get_initial(self):
        return super().get_initial() | acts.typed(self.request)

    def form_valid(self, form):
        next_url = get_next_redirect_url(self.request) or ""
        try:
            acts.begin(self.request, form, next_url)
        except acts.TooMany:
            return respond_429(self.request)
        return redirect("account_confirm_signup")


@never_cache
def confirm_signup(request):
    """The code. Another one can be asked for, and all can be typed anew."""
    if request.user.is_authenticated:
        return redirect("account_index")
    state = acts.waiting(request)
    if not state:
        # Pressed twice, the second answer comes here too.
        said = _("Nothing waits to be confirmed here. Have you confirmed already? Then log in.")
        messages.error(request, said)
        return _start_again(request)
    if request.POST.get("action") == "resend":
        return _send_again(request, state)
    form = ConfirmSignupForm(request.POST or None, code=state["code"])
    if form.is_valid():
        try:
            return acts.finish(request, state)
        except acts.Lost as lost:
            messages.error(request, str(lost))
            return _start_again(request)
    if form.is_bound and not acts.record_wrong_code(request, state):
        messages.error(request, get_adapter().error_messages["too_many_login_attempts"])
        return _start_again(request)
    context = {"form": form, "email": state["email"], "again_url": _signup_url(request)}
    return render(request, "account/confirm_signup.html", context)


def _send_again(request, state):
    try:
        acts.send_again(request, state)
        messages.info(request, _("A new code is on its way. The earlier one no longer counts."))
    except acts.TooMany:
        messages.error(request, get_adapter().error_messages["rate_limited"])
    return redirect("account_confirm_signup")


def _signup_url(request):
    """The form, with what was typed and where to go afterwards."""
    next_url = request.session.get(acts.SESSION_KEY, {}).get("next")
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    return resolve_url("account_signup") + query


def _start_again(request):
    return redirect(_signup_url(request))
