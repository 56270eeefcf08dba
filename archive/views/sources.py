"""Where everything came from."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from ..models import Capture, Film, Post, PostAppearance, Source

SOURCES_A_PAGE = 50
POSTS_A_PAGE = 20


class SourceListView(ListView):
    """All sources by name."""

    paginate_by = SOURCES_A_PAGE
    queryset = Source.objects.annotate(capture_count=Count("captures")).order_by("name", "pk")


@require_safe
def source_detail(request, slug):
    """One source: the pages captured from it, and what we hold of each."""
    source = get_object_or_404(Source, slug=slug)
    posts = Post.objects.visible_to(request.user).filter(
        pk__in=PostAppearance.objects.filter(capture__source=source).values("post")
    )
    context = {
        "source": source,
        "captures": Capture.objects.filter(source=source).with_holdings(),
        "films": Film.objects.visible_to(request.user)
        .filter(capture__source=source)
        .select_related("discussion", "reviews"),
        "page_obj": Paginator(posts.for_listing().newest_first(), POSTS_A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "archive/source_detail.html", context)
