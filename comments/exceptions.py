"""Why something was not done, in words for whoever tried."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Refused(Exception):
    """An act that was not done; the message is for the person, `status` for the response."""

    status = 409


class Closed(Refused):
    def __init__(self):
        super().__init__(_("This discussion was closed in the meantime."))


class ParentGone(Refused):
    def __init__(self):
        super().__init__(_("The comment you answer was withdrawn or removed in the meantime."))


class Banned(Refused):
    status = 403

    def __init__(self):
        super().__init__(_("A moderator has closed your account for taking part here."))


class TooFast(Refused):
    """`wait` is a timedelta until the person may try again."""

    status = 429

    def __init__(self, wait):
        self.seconds = ceil(wait.total_seconds())
        if self.seconds < 90:
            text = ngettext(
                "That was quick. You may post again in %(count)d second.",
                "That was quick. You may post again in %(count)d seconds.",
                self.seconds,
            )
            text %= {"count": self.seconds}
        else:
            text = _("You have posted a lot. You may post again in %(count)d minutes.")
            text %= {"count": ceil(self.seconds / 60)}
        super().__init__(text)


class TooMany(Refused):
    """`wait` is a timedelta until the person may go on."""

    status = 429

    def __init__(self, wait):
        minutes = ceil(wait.total_seconds() / 60)
        text = ngettext(
            "That was a lot at once. You may go on in %(count)d minute.",
            "That was a lot at once. You may go on in %(count)d minutes.",
            minutes,
        )
        super().__init__(text % {"count": minutes})


class NotPossible(Exception):
    """The comment is not in a state from which a decision leads, perhaps not any more."""
