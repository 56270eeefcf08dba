"""Things that were here and are not any more."""

from django.shortcuts import render

from ..exceptions import Gone


class GoneMiddleware:
    """Answer 410 in words, without the title: it may be the reason for the withdrawal."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Gone):
            return render(request, "410.html", {"thing": exception.args[0]}, status=410)
        return None
