"""How much fits on one page of a discussion."""

from collections.abc import Iterable, Iterator

from ..models import Comment
from ..styles import Style

# A page ends at whichever comes first.
ROOTS_A_PAGE = 50
COMMENTS_A_PAGE = 200
TEXT_A_PAGE = 60_000

# In bytes, with the marks around each text: the rest of a page has room below 150 kB.
HTML_A_PAGE = 120_000
MARKS_OF_A_COMMENT = 560


class PageBudget:
    """How much more a page may hold in the part of it that a style has."""

    def __init__(self, style: Style) -> None:
        self.comments = int(COMMENTS_A_PAGE * style.room)
        self.text = int(TEXT_A_PAGE * style.room)
        self.html = int(HTML_A_PAGE * style.room)

    def holds(self, comments: list[Comment]) -> bool:
        return (
            len(comments) <= self.comments
            and sum(map(length, comments)) <= self.text
            and sum(map(weight, comments)) <= self.html
        )

    def fill(self, threads: Iterable[list[Comment]]) -> Iterator[list[Comment]]:
        """Of each thread, in order, what a page shows: the first if need be in part."""
        for number, thread in enumerate(threads):
            if number and not self.holds(thread):
                return
            yield self.take(thread)

    def take(self, comments: list[Comment]) -> list[Comment]:
        """As many of these comments, in order, as there is room for; always the first one."""
        taken: list[Comment] = []
        for comment in comments:
            if taken and not self.holds([comment]):
                break
            taken.append(comment)
            self.comments -= 1
            self.text -= length(comment)
            self.html -= weight(comment)
        return taken


def length(comment: Comment) -> int:
    """How much of its text a page shows: of what is gone only a line, whatever it said."""
    return len(comment.text) if comment.is_published else 0


def weight(comment: Comment) -> int:
    """About how many bytes a comment takes on a page."""
    html = comment.html if comment.is_published else ""
    return MARKS_OF_A_COMMENT + len(html.encode())
