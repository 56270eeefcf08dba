"""The HTML of posts and synopses: what is allowed in it, and how its placeholders are filled.

A figure stands as `<figure data-figure="name">`, a video as `<figure data-video="id">`, an
editor's question as `<mark data-question="key">` around the passage it is about.
"""

import re
from html import unescape
from typing import NamedTuple

import nh3
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "figure",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "ul",
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "figure": {"data-figure", "data-video"},
    "mark": {"data-question", "data-ask"},
}

# As nh3 writes them, so a regular expression is enough to find them.
PLACEHOLDER = re.compile(r'<figure data-(figure|video)="([^"]*)"></figure>')
MARK = re.compile(r"<mark((?: [\w-]+=\"[^\"]*\")*)>(.*?)</mark>", re.DOTALL)
ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
LINK = re.compile(r'<a((?: [\w-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
HREF = re.compile(r' href="([^"]*)"')


# How much of a passage an answer quotes.
QUOTE_LENGTH = 200


class Answers(NamedTuple):
    """Where the answers to questions about passages stand, and how many each passage has."""

    discussion: object
    counts: dict


def clean(html):
    """`html` with everything taken out that is not on the list above."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )


def link_urls(html):
    """What the links of cleaned `html` lead to, each once, in their order."""
    urls = (_url(link[1]) for link in LINK.finditer(html))
    return list(dict.fromkeys(filter(None, urls)))


def _url(attributes):
    href = HREF.search(attributes)
    return unescape(href[1]).strip() if href else ""


def passages(html):
    """What the passages in cleaned `html` say that an editor asks about, by their keys."""
    marks = ((dict(ATTRIBUTE.findall(mark[1])), mark[2]) for mark in MARK.finditer(html))
    return {
        attributes["data-question"]: unescape(strip_tags(inner))[:QUOTE_LENGTH]
        for attributes, inner in marks
        if attributes.get("data-question")
    }


def render(html, figures=(), videos=(), dead_links=None, answers=None):
    """Cleaned `html` as readers see it.

    Its placeholders are filled in; one that names nothing is left out. `dead_links` are
    addresses with the reason why they are out of reach and perhaps an alternate: their links
    are text with a note. `answers` (a discussion, and how many answers each passage has) lets
    readers answer the questions about passages; without it they are plain text.
    """
    html = _with_questions(html, answers)
    things = {("figure", figure.name): figure for figure in figures}
    things |= {("video", video.provider_id): video for video in videos}

    def fill(placeholder):
        thing = things.get(placeholder.groups())
        if thing is None:
            return ""
        kind = placeholder[1]
        return render_to_string(f"archive/_{kind}.html", {kind: thing})

    return mark_safe(PLACEHOLDER.sub(fill, _with_notes(html, dead_links or {})))


def _with_questions(html, answers):
    """`html` with the question behind each passage that an editor asks about."""

    def ask(mark):
        attributes = dict(ATTRIBUTE.findall(mark[1]))
        key = attributes.get("data-question")
        if not key or answers is None:
            return mark[2]
        context = {
            "key": key,
            "passage": mark_safe(mark[2]),
            "question": unescape(attributes.get("data-ask", "")),
            "discussion": answers.discussion,
            "count": answers.counts.get(key, 0),
        }
        return render_to_string("archive/_passage.html", context).strip()

    return MARK.sub(ask, html)


def _with_notes(html, dead_links):
    """`html` without the links to these addresses: what was linked stays, with a note."""

    def note(link):
        url = _url(link[1])
        if url not in dead_links:
            return link[0]
        context = {"url": url, **dead_links[url]}
        return f"{link[2]} {render_to_string('archive/_dead_link.html', context).strip()}"

    return LINK.sub(note, html)
