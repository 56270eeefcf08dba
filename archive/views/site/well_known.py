"""What machines ask for: robots.txt, security.txt and the files of the sitemap."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...page_cache.dependencies import chosen_by
from ...sitemaps import SITEMAPS

# RFC 9116, section 2.5.5 recommends less than a year.
SECURITY_TXT_LASTS = timedelta(days=180)


@require_safe
def favicon(request):
    """For those that ask for an icon without having read a page."""
    return redirect(static("archive/icon.svg"))


@require_safe
def robots(request):
    text = render_to_string("robots.txt", {"SITE_URL": settings.SITE_URL})
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def security(request):
    """How to report a hole (RFC 9116), if the operator has said where to."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + SECURITY_TXT_LASTS).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_file(request, section):
    """One section of the sitemap, or a further file of it (`p`, counted from 1)."""
    response = sitemap(request, SITEMAPS, section)
    if (number := int(request.GET.get("p", 1))) > 1:
        chosen_by(request, [("p", str(number))])
    return response
