"""From the text a person wrote to the HTML a reader gets."""

import nh3
from django.utils.html import linebreaks
from markdown_it import MarkdownIt

from .appearance import without_turning

# Paragraphs, emphasis, links, quotes, lists, code: what is shown beside the box, and no more.
RULES = [
    "autolink",
    "backticks",
    "blockquote",
    "code",
    "emphasis",
    "entity",
    "escape",
    "fence",
    "link",
    "list",
    "newline",
]
TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}

_markdown = MarkdownIt("zero", {"breaks": True}).enable(RULES)


def render_markdown(text):
    """HTML of a comment written here, with nothing in it that is not on the list above.

    The links say that a reader put them there, and that nobody here vouches for them.
    """
    html = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return without_turning(html).strip()


def render_plain(text):
    """HTML of captured text: paragraphs and line breaks, nothing interpreted.

    A source's “1)” or “*” is a character that was written, not a list of ours.
    """
    return linebreaks(text, autoescape=True)
