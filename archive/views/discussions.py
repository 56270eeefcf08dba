"""The newest comments across all public pages."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments.models import Comment

from ..page_cache.dependencies import on_page
from ..selectors.pagination import uncounted_page

COMMENTS_A_PAGE = 30


@require_safe
def discussion_list(request):
    comments = Comment.objects.published().for_display().select_related("discussion")
    comments = comments.order_by("-sort_at", "position", "-pk")
    page = uncounted_page(comments, request.GET.get("page"), COMMENTS_A_PAGE)
    on_page(request, page.number)
    return render(request, "archive/discussion_list.html", {"page_obj": page})
