"""Finished pages for readers without a session: made once, kept, answered before all else."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware import gzip as django_gzip
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from ..models import page_versions
from .dependencies import VersionedRequest
from .expiry import begin_page

# What stands in front may keep a page for a second; the browser asks each time.
PUBLIC = "max-age=0, s-maxage=1"
PRIVATE = "private, no-store"

# A person's own pages, in any language: never kept, and made for the host that was asked, to
# which a passkey is bound.
ACCOUNT_PAGES = re.compile(r"/([a-z]{2}/)?accounts/")

# Answered without a look into the database.
UNKEPT_PATHS = (settings.STATIC_URL, settings.MEDIA_URL, "/healthz/", "/readyz/")

NO_WEIGHT = re.compile(r"q=0(\.0*)?")

# What a kept page takes beside its text: its address, headers and versions.
BYTES_BESIDE = 3000

# Nothing falls due for a long time in most archives; an upper bound keeps clocks out of it.
LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class KeptPage:
    """A finished page with the versions it was made under and the moment it expires."""

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
        return cls(gzipped, dict(response.headers), etag, **kwargs)

    @property
    def size(self) -> int:
        """About how many bytes it takes; few readers need it unpacked."""
        return len(self.gzipped) + BYTES_BESIDE

    def is_current(self, now: datetime) -> bool:
        if self.expires_at is None or self.expires_at <= now:
            return False
        return page_versions.read(self.versions) == self.versions

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The response to `request`: whole, compressed, or 304 if the reader has this page."""
        squeezed = accepts_gzip(request)
        body = self.gzipped if squeezed else gzip.decompress(self.gzipped)
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
        speak_of_the_site(request)
        now = timezone.now()
        key = page_key(request, request.path_info, asked_for(request))
        page = caches["pages"].get(key)
        if page and page.is_current(now):
            return page.answer(request)
        return self.make(request, key, now)

    def make(self, request: VersionedRequest, key: str, now: datetime) -> HttpResponse:
        request.page_versions, due = begin_page(now)
        request.chosen_by = []
        response = self.get_response(request)
        if not is_same_for_everybody(response):
            response.headers.setdefault("Cache-Control", "no-cache")
            return response
        if key != resolved_key(request):
            return KeptPage.of(response).answer(request)
        expires_at = min(due, now + LONGEST) if due else now + LONGEST
        page = KeptPage.of(response, versions=request.page_versions, expires_at=expires_at)
        caches["pages"].set(key, page, timeout=None)
        return page.answer(request)


def speak_of_the_site(request: HttpRequest) -> None:
    """Let a page name the site as its address has it, whichever host and port were asked.

    Raises DisallowedHost for one that is not ours.
    """
    request.get_host()
    if ACCOUNT_PAGES.match(request.path_info):
        return
    request.META["HTTP_HOST"] = settings.SITE_HOST


def page_key(request: HttpRequest, path: str, query: Iterable[tuple[str, str]]) -> str:
    """The name under which a page is kept."""
    return f"{request.scheme}:{path}?{urlencode(sorted(query))}"


def asked_for(request: HttpRequest) -> list[tuple[str, str]]:
    """The parameters of an address, each as often as it stands there."""
    return [(name, value) for name, values in request.GET.lists() for value in values]


def resolved_key(request: VersionedRequest) -> str | None:
    """The name of the page that was made, by what its address was understood as; None: no name.

    A number with zeros before it, or an unknown parameter, leads to a page of another name.
    """
    match = request.resolver_match
    if match is None:
        return None
    path = request.path_info
    # What stood in the address, without what the route adds.
    if captured := getattr(match, "captured_kwargs", None):
        language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
        try:
            with translation.override(language):
                path = unquote(reverse(match.view_name, kwargs=captured))
        except NoReverseMatch:
            return None
    return page_key(request, path, request.chosen_by)


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether the reader takes gzip (RFC 9110, 12.5.3): a weight of 0 means that it does not."""
    accepted = {}
    for offer in request.headers.get("Accept-Encoding", "").lower().split(","):
        coding, _, weight = offer.partition(";")
        accepted[coding.strip()] = not NO_WEIGHT.fullmatch(weight.strip())
    return accepted.get("gzip", accepted.get("*", False))


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
        if is_picture or hasattr(request, "page_versions") or not accepts_gzip(request):
            return response
        return super().process_response(request, response)
