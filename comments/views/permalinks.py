"""Reading: where a comment stands."""

from django.shortcuts import get_object_or_404, redirect, render

from ..models import Comment, Discussion, Notification
from ..notifications import recipients
from ..threads.pages import locate


def permalink(request, pk):
    """Send the reader to the page of the discussion on which this comment stands."""
    comment = get_object_or_404(
        Comment.objects.ever_published()
        # What flags have hidden may come back.
        .exclude(status=Comment.Status.PENDING)
        .filter(discussion__in=Discussion.objects.visible())
        .select_related("discussion", "root"),
        pk=pk,
    )
    if request.user.is_authenticated:
        # Whoever comes by the link in a mail has seen what the inbox tells too.
        told = Notification.objects.filter(recipient=request.user, comment=comment)
        recipients.mark_read(told)
    if not comment.is_published:
        return render(request, "comments/gone.html", {"comment": comment}, status=410)
    return redirect(locate(comment))
