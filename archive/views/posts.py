"""Posts: the list, one post, and the archives by date."""

from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import DayArchiveView, ListView, MonthArchiveView, YearArchiveView
from django.views.generic.dates import DateMixin

from comments.threads.pages import discussion_page
from comments.threads.statistics import statistics

from .. import rich_text
from ..models import Post
from ..models.base import Precision
from ..page_cache.dependencies import chosen_by, depends_on
from ..selectors import preview_links, related, structured_data, taxonomy
from .shortcuts import PagedMixin, get_visible

POSTS_A_PAGE = 20


class PostListView(PagedMixin, ListView):
    """All posts, newest first."""

    paginate_by = POSTS_A_PAGE

    def get_queryset(self):
        return Post.objects.visible_to(self.request.user).for_listing().newest_first()


@require_safe
def post_detail(request, slug):
    """One post with its discussion."""
    return show(request, get_visible(Post.objects.for_page(), request.user, slug=slug))


@never_cache
@require_safe
def preview(request, token):
    """A post as readers will see it, for whoever has the link, until it expires."""
    try:
        pk = preview_links.post_pk(token)
    except preview_links.Expired:
        return render(request, "archive/preview_expired.html", status=410)
    except BadSignature:
        raise Http404(_("This is not a link we gave to anybody.")) from None
    post = get_object_or_404(Post.objects.for_page(), pk=pk)
    if post.is_withdrawn:
        return render(request, "archive/preview_expired.html", status=410)
    return show(request, post)


def show(request, post):
    """The page of a post, whoever may see it."""
    terms = taxonomy.terms_of(post)
    depends_on(request, post.discussion)
    page = discussion_page(post.discussion, request.GET, request.user, post.passages())
    chosen_by(request, page.parameters)
    numbers = statistics(post.discussion, has_passages=bool(page.passages))
    context = {
        "post": post,
        "terms": terms,
        "discussion_page": page,
        "answers": rich_text.Answers(post.discussion, numbers.answers),
        "related": related.of_post(post, terms),
        "neighbours": related.neighbours(post, terms),
        "structured": structured_data.of_post(post, terms, page),
    }
    return render(request, "archive/post_detail.html", context)


class DatedPostsMixin(PagedMixin, DateMixin):
    """Posts by the date that a reader is shown; undated ones stand in no archive by date."""

    date_field = "dated_on"
    month_format = "%m"
    allow_future = True
    paginate_by = POSTS_A_PAGE
    precisions = Precision.values

    def get_queryset(self):
        posts = Post.objects.visible_to(self.request.user).dated().for_listing()
        return posts.filter(date_precision__in=self.precisions)

    def get_ordering(self):
        return ["-dated_on", "-sort_at", "position", "-pk"]


class PostYearView(DatedPostsMixin, YearArchiveView):
    make_object_list = True


class PostMonthView(DatedPostsMixin, MonthArchiveView):
    precisions = (Precision.DAY, Precision.MONTH)


class PostDayView(DatedPostsMixin, DayArchiveView):
    precisions = (Precision.DAY,)


class PostYearsView(DatedPostsMixin, ListView):
    """The years of which there are posts, with how many."""

    template_name = "archive/post_archive.html"
    context_object_name = "years"
    paginate_by = None

    def get_queryset(self):
        posts = Post.objects.visible_to(self.request.user).dated()
        return posts.years_with_counts()
