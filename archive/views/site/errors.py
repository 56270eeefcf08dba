"""What a reader is told when a page cannot be shown."""

from django.shortcuts import render

from comments.views.writing import expired

from ...models import Redirect
from ...operations.json_logs import request_id


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", {"reason": _words(exception)}, status=403)


def csrf_failure(request, reason=""):
    """A form with an old token, or one that another site sent. Texts are shown again, unsent."""
    match = request.resolver_match
    if match and match.app_name == "comments":
        if response := expired(request, match.view_name, **match.kwargs):
            return response
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception):
    if Redirect.objects.is_gone(request.path_info):
        return render(request, "410.html", status=410)
    return render(request, "404.html", {"reason": _words(exception)}, status=404)


def server_error(request):
    return render(request, "500.html", {"request_id": request_id.get()}, status=500)


def _words(exception):
    """What a view said to the reader; not Django's own technical messages."""
    message = exception.args[0] if exception.args else ""
    return message if isinstance(message, str) and not message.startswith("No ") else ""
