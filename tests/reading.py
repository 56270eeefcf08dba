"""Reading pages as a person does: their text in order."""

from html.parser import HTMLParser

SILENT = {"script", "style", "svg", "title", "head", "template"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.silent = 0
        self.parts = []

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(data)


def text_of(response):
    """The text of a page with single spaces, as one string."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.parts).split())


def assert_in_order(text, expected):
    """Each of the expected pieces stands in the text, after the one before it."""
    place = 0
    for piece in expected:
        found = text.find(piece, place)
        assert found >= 0, f"“{piece}” is not after: …{text[max(place - 80, 0) : place]}"
        place = found + len(piece)
