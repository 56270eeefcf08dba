"""Mail addresses of accounts. `User.email` is the one that is confirmed."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db.models.functions import Lower


def vouch_for(user):
    """Make `user.email` the one confirmed address of this account, because an operator says so."""
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    if user.email:
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )


def is_held(email, *, but_of=None):
    """Whether an account has this address; `but_of` is one that may."""
    others = get_user_model().objects.exclude(pk=but_of.pk if but_of else None)
    return (
        others.alias(folded=Lower("email")).filter(folded=email.lower()).exists()
        or EmailAddress.objects.filter(
            email=email.lower(), verified=True, user__in=others
        ).exists()
    )
