"""Reading: where a comment stands."""

from django.shortcuts import get_object_or_404, redirect, render

from ..models import Comment, Discussion
from ..pages import locate


def permalink(request, pk):
    """Send the reader to the page of the discussion on which this comment stands."""
    comment = get_object_or_404(
        Comment.objects.ever_published()
        .filter(discussion__in=Discussion.objects.visible())
        .select_related("discussion", "root"),
        pk=pk,
    )
    if not comment.is_published:
        return render(request, "comments/gone.html", {"comment": comment}, status=410)
    return redirect(locate(comment))
