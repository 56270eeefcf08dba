"""Where everything came from."""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from ..models import Capture, Film, Post, PostAppearance, Source
from ..page_cache.dependencies import on_page
from .shortcuts import PagedMixin

SOURCES_A_PAGE = 50
CAPTURES_A_PAGE = 20


class SourceListView(PagedMixin, ListView):
    """All sources by name."""

    paginate_by = SOURCES_A_PAGE

    def get_queryset(self):
        user = self.request.user
        captures = Q(captures__in=Capture.objects.visible_to(user))
        sources = Source.objects.visible_to(user).order_by("name", "pk")
        return sources.annotate(capture_count=Count("captures", filter=captures))


@require_safe
def source_detail(request, slug):
    """One source: the pages captured from it, and what we hold of each."""
    source = get_object_or_404(Source.objects.visible_to(request.user), slug=slug)
    films = Film.objects.visible_to(request.user).by_title()
    posts = PostAppearance.objects.filter(post__in=Post.objects.visible_to(request.user))
    captures = (
        Capture.objects.visible_to(request.user)
        .filter(source=source)
        .with_holdings()
        .select_related("tag")
        .prefetch_related(
            Prefetch("films", films.select_related("discussion")),
            Prefetch("postappearance_set", posts.select_related("post__discussion")),
        )
    )
    page = Paginator(captures, CAPTURES_A_PAGE).get_page(request.GET.get("page"))
    on_page(request, page.number)
    return render(request, "archive/source_detail.html", {"source": source, "page_obj": page})
