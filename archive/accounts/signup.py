"""Signing up. There is no account before the code from the mail was typed.

What was filled in waits in the session. So nothing is kept of somebody who never confirms, no
name is taken up, and nobody learns, neither at once nor by trying afterwards, whether an address
has an account: its owner is told by mail.
"""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import complete_signup
from allauth.core import ratelimit
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import names
from .email_addresses import is_held
from .models import User

SESSION_KEY = "signup"

# What was filled in and never confirmed is gone with its session after so many seconds.
WAITS_FOR = 60 * 60


class TooMany(Exception):
    """So many codes were sent to this address, or asked for, that there is none for now."""


class Lost(Exception):
    """The account cannot be made any more; the argument says why, in words for the person."""


def begin(request, form, next_url):
    """Keep what a valid SignupForm holds and mail a code. Raises TooMany."""
    data = form.cleaned_data
    state = {
        "username": data["username"],
        "display_name": form.display_name,
        "email": data["email"],
        "password": make_password(data["password1"]),
        "language": get_language(),
        "next": next_url,
        "wrong": 0,
        "resent": 0,
    }
    _send_code(request, state)


def waiting(request):
    """What waits to be confirmed, or None; out of date, only what was typed is left of it."""
    state = request.session.get(SESSION_KEY)
    if not state or "code" not in state:
        return None
    if time.time() - state["sent_at"] > app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT:
        _close(request, state)
        return None
    return state


def typed(request):
    """The name and the address that were typed last, for another try."""
    state = request.session.get(SESSION_KEY, {})
    name = state.get("display_name") or state.get("username")
    return {"username": name, "email": state.get("email")} if name else {}


def send_again(request, state):
    """Mail a new code in place of the old one. Raises TooMany."""
    if state["resent"] >= app_settings.EMAIL_VERIFICATION_MAX_RESEND_COUNT:
        raise TooMany
    state["resent"] += 1
    _send_code(request, state)


def record_wrong_code(request, state):
    """Count a wrong code; returns whether there may be another try."""
    state["wrong"] += 1
    if state["wrong"] >= app_settings.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS:
        _close(request, state)
        return False
    request.session[SESSION_KEY] = state
    return True


def finish(request, state):
    """Make the account, log in, and return the response that leads back. Raises Lost."""
    user = User(
        username=state["username"],
        display_name=state["display_name"],
        email=state["email"],
        password=state["password"],
        language=state["language"],
    )
    try:
        with transaction.atomic():
            names.refuse(user.get_full_name())
            user.save()
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except ValidationError as error:
        _close(request, state)
        raise Lost(error.messages[0]) from None
    except IntegrityError:
        _close(request, state)
        raise Lost(
            _("In the meantime somebody took this name or confirmed this address.")
        ) from None
    del request.session[SESSION_KEY]
    return complete_signup(request, user, None, state["next"])


def _send_code(request, state):
    """Mail a code; to the owner of an account with this address, mail that there is one."""
    adapter = get_adapter()
    if not ratelimit.consume(request, action="confirm_email", key=state["email"]):
        raise TooMany
    state |= {"code": adapter.generate_email_verification_code(), "sent_at": time.time()}
    if is_held(state["email"]):
        adapter.send_account_already_exists_mail(state["email"])
    else:
        context = {"code": state["code"], "name": state["display_name"] or state["username"]}
        adapter.send_mail("account/email/email_confirmation_signup", state["email"], context)
    request.session[SESSION_KEY] = state
    request.session.set_expiry(WAITS_FOR)


def _close(request, state):
    """Forget everything but what was typed and may be shown again."""
    kept = ("username", "display_name", "email", "next")
    request.session[SESSION_KEY] = {name: state[name] for name in kept}
