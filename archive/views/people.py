"""People and prizes."""

from django.core.paginator import Paginator
from django.db.models import F, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Award, Credit, Evidence, Film, Nomination, Person, Post
from ..page_cache.dependencies import on_page
from ..selectors import structured_data
from ..selectors.pagination import uncounted_page

PEOPLE_A_PAGE = 100
AWARDS_A_PAGE = 100
RESULTS_A_PAGE = 50
POSTS_ABOUT = 10


@require_safe
def person_list(request):
    """Everybody with a credit, by family name."""
    people = Person.objects.visible_to(request.user).order_by("sort_name", "pk")
    page = uncounted_page(people, request.GET.get("page"), PEOPLE_A_PAGE)
    on_page(request, page.number)
    return render(request, "archive/person_list.html", {"page_obj": page})


@require_safe
def person_detail(request, slug):
    """One person's credits, prizes, and the posts about their films."""
    person = get_object_or_404(Person.objects.visible_to(request.user), slug=slug)
    films = Film.objects.visible_to(request.user)
    credits = (
        Credit.objects.filter(person=person, film__in=films)
        .select_related("film")
        .order_by(F("film__year").desc(nulls_last=True), "film__sort_title", "position", "pk")
    )
    nominations = Nomination.objects.visible_to(request.user).filter(
        Q(film__credits__person=person) | Q(people=person)
    )
    nominations = nominations.distinct().for_display("film").prefetch_related("people")
    posts = Post.objects.visible_to(request.user).filter(films__credits__person=person)
    context = {
        "person": person,
        "credits": credits,
        "nominations": nominations,
        "posts": posts.distinct().newest_first()[:POSTS_ABOUT],
        "structured": structured_data.of_person(person, nominations),
    }
    return render(request, "archive/person_detail.html", context)


@require_safe
def award_list(request):
    """All prizes by name."""
    awards = Award.objects.visible_to(request.user).order_by("name", "pk")
    page = uncounted_page(awards, request.GET.get("page"), AWARDS_A_PAGE)
    on_page(request, page.number)
    return render(request, "archive/award_list.html", {"page_obj": page})


@require_safe
def award_detail(request, slug):
    """The results of one prize by year, each with its evidence."""
    award = get_object_or_404(Award.objects.visible_to(request.user), slug=slug)
    evidence = Evidence.objects.visible_to(request.user).order_by("pk")
    results = (
        award.nominations.visible_to(request.user)
        .for_display("film")
        .prefetch_related("people", Prefetch("evidence", evidence))
    )
    page = Paginator(results, RESULTS_A_PAGE).get_page(request.GET.get("page"))
    on_page(request, page.number)
    return render(request, "archive/award_detail.html", {"award": award, "page_obj": page})
