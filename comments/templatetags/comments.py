"""What the templates of discussions need."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.html import format_html

from .. import appearance
from ..forms.composer import Composer
from ..forms.drafts import draft_of
from ..models.rating import HIGHEST, LOWEST

register = template.Library()

# The picture of the distribution: how high its highest bar stands.
HIGHEST_BAR = 56


# A name or a quote in the middle of a sentence, also where no element can stand.
isolated = register.filter("isolated", appearance.isolated)


@register.simple_tag(takes_context=True)
def login_link(context, anchor=""):
    """The address of the log-in page that leads back to this page, to `anchor` on it."""
    target = context["request"].get_full_path() + anchor
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': target})}"


@register.simple_tag
def continuation(page, node):
    """The query string under which the rest of a thread stands."""
    return page.continuation(node)


@register.simple_tag
def author_link(comment):
    """The author's name, as a link to the profile where there is one."""
    profile = getattr(comment.author, "get_absolute_url", None) if comment.author_id else None
    if profile:
        name = isolated(comment.author_name)
        return format_html('<a href="{}" rel="nofollow">{}</a>', profile(), name)
    return isolated(comment.author_name)


@register.inclusion_tag("comments/_form.html", takes_context=True)
def comment_form(context, page):
    """The form for a new comment or review, with a text that could not be sent before."""
    composer = Composer(page.discussion)
    form = composer.form(initial=draft_of(context["request"], composer))
    own = {"user": context["user"], "csrf_token": context.get("csrf_token")}
    return composer.context(form) | own


@register.inclusion_tag("comments/_rating.html", takes_context=True)
def rating(context, page, distribution):
    """The ratings of what a discussion is about: ours as bars with a table, and the reader's."""
    most = max((count for _value, count in distribution), default=0) or 1
    bars = []
    for place, (value, count) in enumerate(distribution):
        height = round(HIGHEST_BAR * count / most)
        bars.append(
            {
                "value": value,
                "count": count,
                "x": 180 - 20 * place,
                "y": 60 - height,
                "height": height,
            }
        )
    return {
        "page": page,
        "discussion": page.discussion,
        "distribution": bars,
        "scores": range(LOWEST, HIGHEST + 1),
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }
