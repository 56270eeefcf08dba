"""The skins a discussion can wear. A skin is data: one row here, one template, one style sheet."""

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sort:
    """An order of the roots of a discussion: a name for the address, a label, the columns."""

    name: str
    label: str
    order_by: tuple


# Places from the source keep captured comments without a date in their captured order; the
# first and the second order are each other's mirror image, so one index serves both.
NEWEST = Sort("newest", _("Newest"), ("-sort_at", "position", "-pk"))
OLDEST = Sort("oldest", _("Oldest"), ("sort_at", "-position", "pk"))
MOST_VOTED = Sort("most-voted", _("Most Voted"), ("-score", *NEWEST.order_by))
MOST_REPLIED = Sort("most-replied", _("Most Replied"), ("-reply_count", *NEWEST.order_by))

REPLIES_ORDER = (F("sort_at").asc(), F("position").asc(), F("pk").asc())


@dataclass(frozen=True)
class Style:
    """How a discussion looks: its template and the orders it offers, the standing one first.

    `numbered` draws the place of each thread in its margin; `voted` shows scores; `prefix`
    goes before the names of its parameters, so that one page can hold two discussions. Texts
    longer than `folds_at` characters start folded. `reviews`: people write reviews in it. `room`
    is the part of a page that it may fill, so that two fit on one.
    """

    name: str
    label: str
    sorts: tuple[Sort, ...]
    numbered: bool = False
    voted: bool = False
    prefix: str = ""
    anchor: str = "discussion"
    date_first: bool = False
    folds_at: int | None = None
    reviews: bool = False
    room: float = 1.0

    @property
    def template(self):
        return f"comments/styles/{self.name}.html"

    @property
    def hash(self):
        return f"#{self.anchor}"

    @property
    def respond_anchor(self):
        return f"#{self.anchor}-respond"

    @property
    def stylesheet(self):
        return f"comments/{self.name}.css"

    def sort(self, name):
        """The order called `name`, or the standing one if this style does not offer it."""
        return next((sort for sort in self.sorts if sort.name == name), self.sorts[0])


STYLES = {
    style.name: style
    for style in (
        Style("soundoff", _("Soundoff"), (NEWEST, OLDEST), numbered=True),
        Style(
            "threaded",
            _("Threaded"),
            (NEWEST, OLDEST, MOST_VOTED, MOST_REPLIED),
            voted=True,
            date_first=True,
            room=0.4,
        ),
        Style(
            "reviews",
            _("Reviews"),
            (NEWEST, OLDEST, MOST_VOTED),
            voted=True,
            prefix="reviews-",
            anchor="reviews",
            reviews=True,
            folds_at=480,
            room=0.4,
        ),
    )
}
