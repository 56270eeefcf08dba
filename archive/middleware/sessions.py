"""Readers without a session stay without one."""

from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions import middleware as sessions


class SessionMiddleware(sessions.SessionMiddleware):
    """End a session that holds nothing any more: its last message was shown after a log-out.

    Django keeps it, empty, for as long as it would keep a log-in.
    """

    def process_response(self, request, response):
        session = request.session
        if session.modified and session.session_key and not session.keys():
            session.flush()
        return super().process_response(request, response)


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
