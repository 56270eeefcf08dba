"""Response headers that neither Django nor django-csp sets."""

from ..page_cache.middleware import ACCOUNT_PAGES

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)


def permissions_policy(get_response):
    """Deny every page the device features that an archive never needs."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def keep_accounts_private(get_response):
    """Let nobody store or index the pages of an account, from log-in to deletion."""

    def middleware(request):
        response = get_response(request)
        if ACCOUNT_PAGES.match(request.path_info):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return middleware
