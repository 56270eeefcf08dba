"""Films: the grid with its facets, and one film."""

from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments.threads.pages import discussion_pages
from comments.threads.statistics import statistics

from .. import rich_text
from ..actions import follows
from ..models import Evidence, Film
from ..page_cache.dependencies import chosen_by, depends_on, on_page
from ..selectors import related, structured_data, taxonomy
from ..selectors.facets import film_facets
from .shortcuts import get_visible

FILMS_A_PAGE = 24


@require_safe
def film_list(request):
    """All films by title, or those that the facets in the address choose."""
    films = Film.objects.visible_to(request.user)
    facets, chosen = film_facets(films, request.GET)
    page = Paginator(chosen.by_title(), FILMS_A_PAGE).get_page(request.GET.get("page"))
    if page.object_list:
        chosen_by(request, [(facet.name, facet.chosen) for facet in facets if facet.chosen])
    on_page(request, page.number)
    context = {
        "page_obj": page,
        "facets": [facet for facet in facets if facet.values],
        "is_narrowed": any(facet.chosen for facet in facets),
    }
    return render(request, "archive/film_list.html", context)


@require_safe
def film_detail(request, slug):
    """One film with its reviews and its discussion."""
    film = get_visible(Film.objects.for_reading(), request.user, slug=slug)
    terms = taxonomy.terms_of(film)
    depends_on(request, film.discussion, film.reviews)
    page, review_page = discussion_pages(
        [film.discussion, film.reviews], request.GET, request.user, film.passages()
    )
    chosen_by(request, [*page.parameters, *review_page.parameters])
    numbers = statistics(film.discussion, film.reviews, has_passages=bool(page.passages))
    films, posts = related.of_film(film, terms)
    context = {
        "film": film,
        "terms": terms,
        "discussion_page": page,
        "review_page": review_page,
        "answers": rich_text.Answers(film.discussion, numbers.answers),
        "distribution": numbers.ratings,
        "evidence": Evidence.objects.visible_to(request.user)
        .filter(nomination__film=film)
        .order_by(F("nomination__given_on").asc(nulls_last=True), "nomination", "pk"),
        "posts": posts,
        "follows": follows.frequency_of(request.user, film=film),
        "more_films": films,
        "structured": structured_data.of_film(film, terms, page, review_page),
    }
    return render(request, "archive/film_detail.html", context)
