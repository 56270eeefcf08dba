"""What one was told."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..localized_paths import localized
from ..models import Notification
from ..notifications import recipients
from .responses import to_log_in

NOTIFICATIONS_A_PAGE = 30


@never_cache
@login_required
def inbox(request):
    """Everything one was told, newest first."""
    told = Notification.objects.filter(recipient=request.user)
    told = told.select_related("comment__author", "comment__parent__author", "comment__discussion")
    page = Paginator(told, NOTIFICATIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "comments/inbox.html", {"page_obj": page})


@never_cache
@login_required
def open_notification(request, pk):
    """Go where a notification leads; it is read then."""
    own = Notification.objects.filter(recipient=request.user)
    note = get_object_or_404(own, pk=pk)
    recipients.mark_read(own.filter(pk=pk))
    return redirect(localized(note.url))


@never_cache
@require_POST
def read_all(request):
    """Nothing is new any more."""
    if not request.user.is_authenticated:
        return to_log_in(request, reverse("comments:inbox"))
    recipients.mark_read(Notification.objects.filter(recipient=request.user))
    return redirect("comments:inbox")
