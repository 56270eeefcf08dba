"""The desk has no log-in of its own: its addresses lead to those of every account."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, resolve_url


def log_in(request, extra_context=None):
    """To the log-in of everybody; nothing that is sent here logs anybody in."""
    target = request.GET.get(REDIRECT_FIELD_NAME) or resolve_url("admin:index")
    if not request.user.is_authenticated:
        query = urlencode({REDIRECT_FIELD_NAME: target}, safe="/")
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect("admin:index")


def change_password(request, extra_context=None):
    """To the account's own page, which asks for the present password, so many times."""
    return redirect("account_change_password")
