"""A person's own pages about the account itself."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import email as library_email
from allauth.usersessions.adapter import get_adapter as get_sessions_adapter
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .. import user_agents
from ..forms import SettingsForm
from ..models import DeletionRequest

# Asked on the way in, not when the form is sent: what was typed would wait in the session.
email = login_required(reauthentication_required(app="allauth.account")(library_email))


@login_required
def index(request):
    """Your account: the way to everything else."""
    deletion = DeletionRequest.objects.filter(user=request.user).first()
    return render(request, "account/index.html", {"deletion": deletion})


@login_required
def change_settings(request):
    form = SettingsForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account_settings")
    if form.errors:
        # The form has written into its instance, which the header shows too.
        request.user.refresh_from_db()
    return render(request, "account/settings.html", {"form": form})


class SessionsView(ListUserSessionsView):
    """One's log-in sessions. Each can be ended, or all but this one."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.browser = user_agents.name_of(session.user_agent)
        # This one first, then the newest.
        context["sessions"].sort(key=lambda one: (one.is_current(), one.created_at), reverse=True)
        return context

    def post(self, request, *args, **kwargs):
        if "session" not in request.POST:
            return super().post(request, *args, **kwargs)
        number = request.POST["session"]
        mine = UserSession.objects.filter(user=request.user)
        session = get_object_or_404(mine, pk=number if number.isdecimal() else None)
        get_sessions_adapter().end_sessions([session])
        messages.info(request, _("This log-in has ended."))
        return redirect("usersessions_list")
