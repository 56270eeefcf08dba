"""Finished pages for readers without a session: made once, kept, answered before all else."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware import gzip as django_gzip
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from comments.styles import STYLES

from ..models import page_versions
from .dependencies import VersionedRequest
from .expiry import begin_page

# What stands in front may keep a page for a second; the browser asks each time.
PUBLIC = "max-age=0, s-maxage=1"
PRIVATE = "private, no-store"

# Parameters our pages understand. An address with others is answered, but not kept: anybody
# could fill the cache with inventions.
KNOWN_PARAMETERS = {
    "page",
    *("year", "category", "tag", "award"),
    *(f"{style.prefix}{name}" for style in STYLES.values() for name in ("from", "sort", "thread")),
}
LONGEST_QUERY = 100

# Answered without a look into the database.
UNKEPT_PATHS = (settings.STATIC_URL, settings.MEDIA_URL, "/healthz/", "/readyz/")

# Nothing falls due for a long time in most archives; an upper bound keeps clocks out of it.
LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class KeptPage:
    """A finished page with the versions it was made under and the moment it expires."""

    body: bytes
    gzipped: bytes
    headers: dict[str, str]
    etag: str
    versions: dict[str, int] = field(default_factory=dict)
    expires_at: datetime | None = None

    @classmethod
    def of(cls, response: HttpResponse, **kwargs: Any) -> Self:
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        # mtime 0: the same page has the same bytes in every worker.
        gzipped = gzip.compress(response.content, compresslevel=6, mtime=0)
        return cls(response.content, gzipped, dict(response.headers), etag, **kwargs)

    def is_current(self, now: datetime) -> bool:
        if self.expires_at is None or self.expires_at <= now:
            return False
        return page_versions.read(self.versions) == self.versions

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The response to `request`: whole, compressed, or 304 if the reader has this page."""
        squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
        body = self.gzipped if squeezed else self.body
        response = HttpResponse(body if request.method == "GET" else b"", headers=self.headers)
        if squeezed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
        response.headers["ETag"] = self.etag
        response.headers["Cache-Control"] = PUBLIC
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=self.etag, response=response) or response


class KeptPagesMiddleware:
    """Answer readers without a session from the `pages` cache; make and keep what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VersionedRequest) -> HttpResponse:
        if request.path_info.startswith(UNKEPT_PATHS):
            return self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session or request.method not in ("GET", "HEAD"):
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", PRIVATE)
            return response
        now = timezone.now()
        key = page_key(request)
        page = caches["pages"].get(key) if key else None
        if page and page.is_current(now):
            return page.answer(request)
        return self.make(request, key, now)

    def make(self, request: VersionedRequest, key: str | None, now: datetime) -> HttpResponse:
        request.page_versions, due = begin_page(now)
        response = self.get_response(request)
        if not is_same_for_everybody(response):
            response.headers.setdefault("Cache-Control", "no-cache")
            return response
        if not key:
            return KeptPage.of(response).answer(request)
        expires_at = min(due, now + LONGEST) if due else now + LONGEST
        page = KeptPage.of(response, versions=request.page_versions, expires_at=expires_at)
        caches["pages"].set(key, page, timeout=None)
        return page.answer(request)


def page_key(request: HttpRequest) -> str | None:
    """The name under which this address is kept, or None if it is not."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY or not request.GET.keys() <= KNOWN_PARAMETERS:
        return None
    address = f"{request.scheme}://{request.get_host()}{request.path}?{query}"
    return hashlib.sha256(address.encode()).hexdigest()


def is_same_for_everybody(response: HttpResponse) -> bool:
    """Whether a response to a reader without a session may be given to all of them."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
        and "cookie" not in response.headers.get("Vary", "").lower()
    )


class GZipMiddleware(django_gzip.GZipMiddleware):
    """Compress the pages of those who are logged in.

    Kept pages are compressed once, above; pictures are as small as they get.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_picture = response.headers.get("Content-Type", "").startswith("image/")
        if is_picture or hasattr(request, "page_versions"):
            return response
        return super().process_response(request, response)
