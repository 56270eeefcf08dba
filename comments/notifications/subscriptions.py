"""Who wants to hear of what."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _

from ..models import Frequency, Subscription


@dataclass(frozen=True)
class Followed:
    """A table of what people follow: each row has a `user` and a `frequency`.

    `title` names what one row is about; `related` is what it needs to be read for that.
    """

    model: type[models.Model]
    title: Callable
    related: tuple[str, ...] = ()

    def of(self, user_id):
        return self.model.objects.filter(user=user_id).select_related(*self.related)


def _title(subscription):
    title = subscription.discussion.title
    if subscription.comment_id:
        return _("Answers to a comment: %(title)s") % {"title": title}
    return title


# By the name that links in mails have for them; a site adds its own.
FOLLOWED = {"subscription": Followed(Subscription, _title, ("discussion",))}


@transaction.atomic
def follow(user, discussion, comment=None, frequency=Frequency.NOW):
    """Let `user` hear of every new comment of a discussion, or of the replies to `comment` alone.

    Done again it changes how often mail is sent. Returns the subscription.
    """
    subscription, _made = Subscription.objects.update_or_create(
        user=user, discussion=discussion, comment=comment, defaults={"frequency": frequency}
    )
    return subscription


def is_followed(user, discussion, comment=None):
    own = Subscription.objects.filter(user=user, discussion=discussion, comment=comment)
    return own.exists()


def unfollow(user, discussion, comment=None):
    """End it; returns whether there was anything to end. Mails that wait are not sent then."""
    own = Subscription.objects.filter(user=user, discussion=discussion, comment=comment)
    return bool(own.delete()[0])


def set_frequency(rows, frequency):
    """Set how often mail is sent for these rows of a followed table; returns how many there are.

    Mails that wait are judged by it when they are due: after “never” none is sent.
    """
    return rows.update(frequency=frequency)
