"""Addresses as the blogs had them that pages came from.

They lead on by the name alone: the page there knows whether that has changed or is gone.
"""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ...models.posts import archive_address


@require_safe
def post(request, slug, **place):
    """/2013/04/08/…/, with or without a page of its comments."""
    return redirect("archive:post-detail", slug, permanent=True)


@require_safe
def dates(request, **parts):
    """/2013/, /2013/04/, /2013/04/08/."""
    return redirect(archive_address(*parts.values()), permanent=True)


@require_safe
def tag(request, slug, **place):
    """/tag/…/, with or without a page of it."""
    return redirect("archive:tag-detail", slug, permanent=True)


@require_safe
def tag_feed(request, slug):
    """/tag/…/feed/."""
    return redirect("archive:tag-feed", slug, permanent=True)


@require_safe
def category(request, slug, **place):
    """/category/…/, perhaps with the categories above it: /category/world/asia/."""
    return redirect("archive:category-detail", slug, permanent=True)
