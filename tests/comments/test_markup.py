"""From what people type to what readers get. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.markup import render_markdown, render_plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("# not a heading", "<p># not a heading</p>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
    ],
)
def test_the_small_subset(text, html):
    assert render_markdown(text) == html


@pytest.mark.parametrize("address", ["https://a.example/x?y=1&z=2", "mailto:a@b.example"])
def test_links_say_that_nobody_here_vouches_for_them(address):
    html = render_markdown(f"[here]({address})")
    assert 'rel="nofollow ugc noopener"' in html
    assert "here</a>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://a.example/p.png)",
        '<img src=x onerror="alert(1)">',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text):
    html = render_markdown(text)
    for danger in ("<script", "<img", 'href="javascript', 'href="data'):
        assert danger not in html


@given(st.text(max_size=300))
def test_whatever_is_typed_is_rendered_and_safe(text):
    html = render_markdown(text)
    assert "<script" not in html.lower()
    assert " on" not in "".join(tag for tag in html.split("<")[1:] if tag.startswith("a "))


def test_captured_text_is_not_interpreted():
    assert render_plain("1) *a*\nb") == "<p>1) *a*<br>b</p>"


@pytest.mark.parametrize("written", ["gro.elpmaxe\u202e", "&#8238;gro", "a\u202a\u202bb\u202d"])
def test_no_letters_are_turned_around(written):
    assert not set(render_markdown(written)) & set("\u202a\u202b\u202c\u202d\u202e")
