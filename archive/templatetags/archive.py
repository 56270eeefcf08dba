"""What the site's templates need beyond Django's own tags."""

import hashlib
import json
import textwrap
from unicodedata import east_asian_width

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from .. import rich_text
from ..media import images
from ..selectors.structured_data import absolute

register = template.Library()

# The type on a poster of 200 by 300: characters a line, lines, size. The first that holds a title
# is taken; the last cuts it off.
POSTER_TYPE = ((9, 4, 29), (11, 6, 24), (14, 9, 19))
POSTER_SHAPE = 2 / 3

# Where breadcrumbs begin.
SECTIONS = {
    "post-list": _("Posts"),
    "post-years": _("Posts by date"),
    "film-list": _("Films"),
    "tag-list": _("Tags"),
    "person-list": _("People"),
    "award-list": _("Prizes"),
    "source-list": _("Sources"),
}

# What would end a script element, or a page, where it stands in JSON.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@register.filter
def post_body(post, answers=None):
    """The body of a post with its figures and videos, and the questions where `answers` stand."""
    videos = [entry.video for entry in post.post_videos.all()]
    return rich_text.render(
        post.body, post.figures.all(), videos, post.dead_links, answers or None
    )


@register.filter
def synopsis(film, answers=None):
    return rich_text.render(film.synopsis, dead_links=film.dead_links, answers=answers or None)


@register.inclusion_tag("archive/_poster.html")
def poster(film, opens_page=False):
    """The film's picture, else a typographic poster on a tint that is drawn from the title.

    Beside a title that is read out anyway the picture is not described; where it opens the
    film's own page it is, and is fetched at once.
    """
    size, lines = poster_lines(film.title)
    hue = int(hashlib.sha256(film.title.encode()).hexdigest()[:4], 16) % 360
    return {
        "film": film,
        "size": size,
        "lines": [(line, 34 + round(size * 1.2) * number) for number, line in enumerate(lines, 1)],
        "hue": hue,
        "opens_page": opens_page,
        "card_sizes": card_sizes(film),
    }


def poster_lines(title):
    """The size of the type and the lines of a title on a typographic poster."""
    is_wide = any(east_asian_width(sign) in "WF" for sign in title)
    for characters, most, size in POSTER_TYPE:
        width = characters // 2 if is_wide else characters
        fitting = size, textwrap.wrap(title, width, max_lines=most, placeholder="…")
        if " ".join(fitting[1]) == " ".join(title.split()):  # no word broken, nothing cut off
            break
    return fitting


def card_sizes(film):
    """How wide a film's picture is on a card, with what is cut off at its sides."""
    if not film.image:
        return ""
    wider = max(1, film.width / film.height / POSTER_SHAPE)
    return f"(min-width: 40em) {220 * wider:.0f}px, {44 * wider:.0f}vw"


@register.inclusion_tag("archive/_picture.html")
def picture(thing, sizes, alt=None, lazy=True):
    """The picture of a thing in the size that fits; `sizes` says how wide it is shown."""
    sources = images.sources(thing)
    fitting = [address for address, width in sources if width <= images.DEFAULT_WIDTH]
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


@register.simple_block_tag
def captured(content):
    """What stands inside, to be shown more than once: {% captured as name %}…{% endcaptured %}."""
    return mark_safe(content.strip())


@register.inclusion_tag("archive/_crumbs.html")
def crumbs(section, here="", month=None, day=None):
    """The way to a page from the list called `section`; `here` names the page itself.

    `month` and `day` are dates whose archives lie above that of the month or the day.
    """
    trail = [(SECTIONS[section], reverse(f"archive:{section}"))]
    if date := month or day:
        trail.append((str(date.year), reverse("archive:post-year", args=[date.year])))
    if day:
        name = date_format(day, "YEAR_MONTH_FORMAT")
        trail.append((name, reverse("archive:post-month", args=[day.year, day.month])))
    return {"trail": trail, "here": here}


@register.filter
def json_ld(data):
    """Data about the page for machines, as a script element, which no browser runs."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.inclusion_tag("archive/_share_picture.html")
def share_picture(thing=None):
    """The picture that other sites show beside a link to this page: the thing's, or the mark."""
    if not thing or not thing.image:
        return {"address": absolute(static("archive/card.png")), "width": 1200, "height": 630}
    address = absolute(images.address(thing.image.name))
    return {"address": address, "width": thing.width, "height": thing.height, "alt": thing.alt}
