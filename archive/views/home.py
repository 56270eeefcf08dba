"""The first page."""

from django.http import Http404
from django.views.generic import TemplateView

from comments.models import Comment

from ..models import Film, Post
from ..selectors import structured_data

NEWEST_POSTS = 5
NEWEST_FILMS = 4
NEWEST_COMMENTS = 4


class HomeView(TemplateView):
    """The newest posts, films and comments, and what this archive is."""

    template_name = "archive/home.html"

    def get(self, request, *args, **kwargs):
        # An old address of the form /?p=123; those that lead somewhere never come here.
        if "p" in request.GET:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        films = Film.objects.visible_to(user).order_by("-published_at", "-pk")
        comments = Comment.objects.published().for_display().select_related("discussion")
        return super().get_context_data(
            posts=Post.objects.visible_to(user).for_listing().newest_first()[:NEWEST_POSTS],
            films=films[:NEWEST_FILMS],
            structured=structured_data.of_site(),
            comments=comments.order_by("-sort_at", "position", "-pk")[:NEWEST_COMMENTS],
            **kwargs,
        )
