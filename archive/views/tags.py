"""Tags and categories."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..actions import follows
from ..models import Category, Film, Post, Tag
from ..page_cache.dependencies import on_page

POSTS_A_PAGE = 10
LISTED_A_PAGE = 20
FILMS_WITH_TERM = 24
TAGS_IN_CLOUD = 200
CATEGORIES_LISTED = 100
# How much larger the most frequent tag of the cloud stands than the rarest, in steps of the CSS.
CLOUD_STEPS = 5


@require_safe
def tag_list(request):
    """All tags as a cloud, alphabetical, the frequent ones larger; and the categories."""
    tags = list(Tag.objects.published().in_use()[:TAGS_IN_CLOUD])
    hidden_uses = Tag.objects.scheduled_uses()
    for tag in tags:
        tag.uses -= hidden_uses[tag.pk]
    most = max((tag.uses for tag in tags), default=1)
    for tag in tags:
        tag.step = 1 + (CLOUD_STEPS - 1) * tag.uses // most
    tags.sort(key=lambda tag: tag.name.casefold())
    categories = Category.objects.published().order_by("name", "pk")[:CATEGORIES_LISTED]
    return render(request, "archive/tag_list.html", {"tags": tags, "categories": categories})


@require_safe
def tag_detail(request, slug):
    """“Tag Archives”: the posts with a tag, in full, and the films with it."""
    tag = get_object_or_404(Tag.objects.visible_to(request.user), slug=slug)
    posts = Post.objects.visible_to(request.user).for_reading().in_order_of(tag)
    page = Paginator(posts, POSTS_A_PAGE).get_page(request.GET.get("page"))
    on_page(request, page.number)
    context = {
        "tag": tag,
        "page_obj": page,
        "captures": tag.captures.select_related("source"),
        "films": _films(request, tagged_items__tag=tag),
        "follows": follows.frequency_of(request.user, tag=tag),
    }
    return render(request, "archive/tag_detail.html", context)


@require_safe
def category_detail(request, slug):
    """What was filed under a category."""
    category = get_object_or_404(Category.objects.visible_to(request.user), slug=slug)
    posts = Post.objects.visible_to(request.user).filter(categories=category)
    posts = posts.for_listing().newest_first()
    page = Paginator(posts, LISTED_A_PAGE).get_page(request.GET.get("page"))
    on_page(request, page.number)
    context = {
        "category": category,
        "page_obj": page,
        "films": _films(request, categories=category),
    }
    return render(request, "archive/category_detail.html", context)


def _films(request, **condition):
    return Film.objects.visible_to(request.user).filter(**condition).by_title()[:FILMS_WITH_TERM]
