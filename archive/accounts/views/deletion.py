"""Asking to be deleted, and staying after all."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from .. import deletion as acts
from ..forms import LeaveForm


@sensitive_post_parameters("password")
@login_required
@rate_limit(action="reauthenticate")
def leave(request):
    """The form; sent, it logs out. There is a day to think again."""
    initial = {"comments": "leave"}
    form = LeaveForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        withdraw = form.cleaned_data["comments"] == "withdraw"
        acts.ask(request.user, withdraw_comments=withdraw)
        get_adapter().logout(request)
        return redirect("account_leaving_asked")
    return render(request, "account/leave.html", {"form": form})


def asked(request):
    """What happens now, for somebody who is logged out."""
    return render(request, "account/leaving_asked.html")


@login_required
def stay(request):
    """Somebody who logged in again during the day of grace: stay, or go on."""
    deletion = acts.open_request(request.user)
    target = get_next_redirect_url(request) or resolve_url("archive:home")
    if deletion and request.method == "POST":
        acts.take_back(deletion)
        messages.success(request, _("Your account stays as it is."))
    if not deletion or request.method == "POST":
        return redirect(target)
    return render(request, "account/stay.html", {"deletion": deletion, "next": target})


def stay_by_link(request, token):
    """The link from the mail. It works logged out; only its button acts, not opening it."""
    deletion = acts.find(token)
    if not deletion:
        return render(request, "account/nothing_to_take_back.html", status=410)
    if request.method == "POST" and acts.take_back(deletion):
        return render(request, "account/stayed.html")
    return render(request, "account/stay.html", {"deletion": deletion, "by_link": True})
