"""Links in mails that end the mails: for whoever holds the mail, logged in or not."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from ..models import Frequency
from .subscriptions import FOLLOWED, set_frequency

SALT = "comments.unsubscribing"

# Mails are kept and read again; a link that is older has passed through too many hands.
LASTS = timedelta(days=365)

# Instead of a table's name: everything of which a person hears once a day.
DAILY = "daily"


class Expired(Exception):
    """We gave this link to somebody, long ago."""


class Wrong(Exception):
    """We gave this link to nobody."""


@dataclass(frozen=True)
class Ending:
    """What a link ends: the mails about some rows that one person follows."""

    user_id: int
    name: str
    pks: tuple[int, ...] = ()

    @property
    def is_daily(self):
        return self.name == DAILY

    def token(self):
        """The secret part of the link."""
        return signing.dumps([self.user_id, self.name, self.pks], salt=SALT)

    def querysets(self):
        """The rows that this is about, one queryset for each table."""
        if self.is_daily:
            daily = [table.of(self.user_id) for table in FOLLOWED.values()]
            return [rows.filter(frequency=Frequency.DAILY) for rows in daily]
        return [FOLLOWED[self.name].of(self.user_id).filter(pk__in=self.pks)]

    def titles(self):
        """What the mails are about, as far as it is still followed."""
        names = FOLLOWED if self.is_daily else [self.name]
        return [
            FOLLOWED[name].title(row)
            for name, rows in zip(names, self.querysets(), strict=True)
            for row in rows
        ]


def read(token):
    """What the link with this token ends. Raises Expired, or Wrong for what is not ours."""
    try:
        user_id, name, pks = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature as error:
        raise Wrong from error
    if name != DAILY and name not in FOLLOWED:
        raise Wrong
    return Ending(user_id, name, tuple(pks))


def change(ending, frequency):
    """Let mails about these come as often as `frequency` says; returns how many things it is."""
    return sum(set_frequency(rows, frequency) for rows in ending.querysets())
