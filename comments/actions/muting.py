"""Readers who would rather not read somebody."""

from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Mute
from ..types import User


def mute(by: User, muted: User) -> None:
    """Fold everything `muted` wrote, for `by` alone. Raises Refused for oneself."""
    if by.pk == muted.pk:
        raise Refused(_("You cannot mute yourself."))
    Mute.objects.get_or_create(by=by, muted=muted)


def unmute(by: User, muted: User) -> None:
    Mute.objects.filter(by=by, muted=muted).delete()
