from django.http import HttpResponseForbidden
from django.shortcuts import get_object_or_404, render

from comments.threads.pages import discussion_page
from comments.views.writing import expired

from .models import Owned


def page(request, pk):
    owned = get_object_or_404(Owned, pk=pk)
    page = discussion_page(owned.discussion, request.GET, request.user)
    return render(request, "owners/page.html", {"owned": owned, "page": page})


def csrf_failure(request, reason=""):
    match = request.resolver_match
    return expired(request, match.view_name, **match.kwargs) or HttpResponseForbidden()
