"""What people may be called: the name of an account, and the name shown beside what they write."""

import unicodedata

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.appearance import has_invisible, skeleton, without_variations

SHORTEST, LONGEST = 2, 30
# So much of a name's look is kept; what is alike so far is taken to be alike.
LONGEST_LOOK = 200

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
    """A name as it is stored: one way to write each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", without_variations(name)).split())


def look_of(name):
    """What is the same for names that nobody can tell apart, as far as it is kept."""
    return skeleton(name)[:LONGEST_LOOK]


def refuse(name, *, owner=None):
    """Raise ValidationError if `name` cannot be told from another person's, or is reserved.

    `owner` is whose name it is to be, if the person has an account already.
    """
    if has_invisible(name):
        raise ValidationError(_("This name has signs that cannot be seen."))
    look = look_of(name)
    if look in map(look_of, RESERVED) or _is_taken(look, owner):
        raise ValidationError(TAKEN)


def _is_taken(look, owner):
    others = get_user_model().objects.exclude(pk=owner.pk if owner else None)
    return others.filter(Q(username_look=look) | Q(display_name_look=look)).exists()


def find(name):
    """The active account of this name without regard to case, or None."""
    if not name.isprintable():
        return None
    active = get_user_model().objects.filter(is_active=True)
    return (
        active.filter(username=name).first()
        or active.alias(folded=Lower("username")).filter(folded=name.lower()).first()
    )
