"""Readers without a session stay without one."""

from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Look a user up only where a session cookie came in.

    Asking for `request.user` would otherwise open the session and make every page vary on
    the cookie.
    """

    def process_request(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            super().process_request(request)
        else:
            request.user = AnonymousUser()
