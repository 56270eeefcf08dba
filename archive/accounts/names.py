"""What people may be called: the name of an account, and the name shown beside what they write."""

import unicodedata

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHORTEST, LONGEST = 2, 30

# No “@”: a mail address typed here by mistake would stand in public.
VALIDATORS = [
    RegexValidator(
        r"^\w[\w.-]*\Z", gettext_lazy("Use letters, digits, dots, dashes and underscores only.")
    ),
    MinLengthValidator(SHORTEST),
    MaxLengthValidator(LONGEST),
]

# Nobody is to be taken for who they are not.
RESERVED = {
    "admin",
    "administrator",
    "editor",
    "editors",
    "moderator",
    "moderators",
    "former member",
    "name not archived",
}

TAKEN = gettext_lazy("Somebody else goes by this name. Choose another one.")


def normalized(name):
    """A name as it is compared and stored: one way to write each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def refuse(name, *, owner=None):
    """Raise ValidationError if `name` cannot be told from another person's, or is reserved.

    `owner` is whose name it is to be, if the person has an account already.
    """
    if not name.isprintable():
        raise ValidationError(_("This name has signs that cannot be seen."))
    if name.casefold() in RESERVED or _is_taken(name, owner):
        raise ValidationError(TAKEN)


def _is_taken(name, owner):
    # SQLite compares without regard to case for ASCII alone, so usual spellings are asked too.
    spellings = {name, name.lower(), name.upper(), name.title(), name.capitalize()}
    same = Q()
    for field in ("username", "display_name"):
        same |= Q(**{f"{field}__iexact": name}) | Q(**{f"{field}__in": spellings})
    others = get_user_model().objects.exclude(pk=owner.pk if owner else None)
    return others.filter(same).exists()


def find(name):
    """The active account of this name without regard to case, or None."""
    if not name.isprintable():
        return None
    active = get_user_model().objects.filter(is_active=True)
    return (
        active.filter(username=name).first()
        or active.alias(folded=Lower("username")).filter(folded=name.lower()).first()
    )
