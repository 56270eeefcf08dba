"""What the site's templates need beyond Django's own tags."""

import hashlib
import textwrap

from django import template

from .. import bodies, pictures

register = template.Library()

# A line of a poster holds this many characters of its serif at the size of the template.
POSTER_LINE = 13
POSTER_LINES = 8
POSTER_SHAPE = 2 / 3


@register.filter
def post_body(post, answers=None):
    """The body of a post with its figures and videos, and the questions where `answers` stand."""
    videos = [entry.video for entry in post.post_videos.all()]
    return bodies.render(post.body, post.figures.all(), videos, post.dead_links, answers or None)


@register.filter
def synopsis(film, answers=None):
    return bodies.render(film.synopsis, dead_links=film.dead_links, answers=answers or None)


@register.inclusion_tag("archive/_poster.html")
def poster(film, opens_page=False):
    """The film's picture, else a typographic poster on a tint that is drawn from the title.

    Beside a title that is read out anyway the picture is not described; where it opens the
    film's own page it is, and is fetched at once.
    """
    lines = textwrap.wrap(film.title, POSTER_LINE, max_lines=POSTER_LINES, placeholder="…")
    hue = int(hashlib.sha256(film.title.encode()).hexdigest()[:4], 16) % 360
    return {
        "film": film,
        "lines": lines,
        "hue": hue,
        "opens_page": opens_page,
        "card_sizes": card_sizes(film),
    }


def card_sizes(film):
    """How wide a film's picture is on a card, with what is cut off at its sides."""
    if not film.image:
        return ""
    wider = max(1, film.width / film.height / POSTER_SHAPE)
    return f"(min-width: 40em) {220 * wider:.0f}px, {44 * wider:.0f}vw"


@register.inclusion_tag("archive/_picture.html")
def picture(thing, sizes, alt=None, lazy=True):
    """The picture of a thing in the size that fits; `sizes` says how wide it is shown."""
    sources = pictures.sources(thing)
    fitting = [address for address, width in sources if width <= pictures.DEFAULT_WIDTH]
    return {
        "thing": thing,
        "src": (fitting or [sources[0][0]])[-1],
        "srcset": ", ".join(f"{address} {width}w" for address, width in sources)
        if len(sources) > 1
        else "",
        "sizes": sizes,
        "alt": thing.alt if alt is None else alt,
        "lazy": lazy,
    }


@register.simple_tag
def page_query(request, number):
    """The query string of this address with another page number, empty for the first."""
    query = request.GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = number
    return f"?{query.urlencode()}" if query else request.path
