"""Readers who would rather not read somebody."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from ..exceptions import Refused
from ..models import Mute


def mute(by: AbstractBaseUser, muted: AbstractBaseUser) -> None:
    """Fold everything `muted` wrote, for `by` alone. Raises Refused for oneself."""
    if by.pk == muted.pk:
        raise Refused(_("You cannot mute yourself."))
    Mute.objects.get_or_create(by=by, muted=muted)


def unmute(by: AbstractBaseUser, muted: AbstractBaseUser) -> None:
    Mute.objects.filter(by=by, muted=muted).delete()
