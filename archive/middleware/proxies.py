"""Where a reader is, seen through the proxies in front."""

from django.conf import settings


def reader_ip_address(get_response):
    """Put the reader's address in the place of the proxy's.

    Each proxy adds at the end of X-Forwarded-For whom it was asked by. What stands before that
    came from the reader, who may have made it up.
    """

    def middleware(request):
        passed_on = request.headers.get("X-Forwarded-For", "").split(",")
        if 0 < settings.TRUSTED_PROXIES <= len(passed_on):
            address = passed_on[-settings.TRUSTED_PROXIES].strip()
            request.META["REMOTE_ADDR"] = address or request.META["REMOTE_ADDR"]
        return get_response(request)

    return middleware
