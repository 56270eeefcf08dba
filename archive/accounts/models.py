"""The people who have an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .names import LONGEST_LOOK, look_of
from .signals import profile_changed


class User(AbstractUser):
    """Somebody who can log in. What others see of a person is the display name."""

    # What pages show of a person, or by what they find it.
    PROFILE = frozenset({"username", "display_name", "is_active", "date_joined"})

    first_name = None
    last_name = None
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    # What the names have in common with those that look like them.
    username_look = models.CharField(
        max_length=LONGEST_LOOK, editable=False, db_default="", db_index=True
    )
    display_name_look = models.CharField(
        max_length=LONGEST_LOOK, editable=False, db_default="", db_index=True
    )
    language = models.CharField(_("language of mails"), max_length=10, default="en")
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        help_text=_("Made by the first start in development; production refuses to run with it."),
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_once",
                violation_error_message=_("A user with that username already exists."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="user_email_once",
                violation_error_message=_("A user with that email address already exists."),
            ),
        ]

    def __str__(self):
        return self.get_full_name()

    def save(self, **kwargs):
        # Whoever made the account, its address is found in small letters.
        self.email = self.email.lower()
        self._note_looks(kwargs)
        with transaction.atomic():
            is_shown_otherwise = self._is_shown_otherwise(kwargs.get("update_fields"))
            super().save(**kwargs)
            if is_shown_otherwise:
                profile_changed.send(type(self), user=self)

    def _note_looks(self, kwargs):
        """Keep what the names look like, along with each name that is to be saved."""
        self.username_look = look_of(self.username)
        self.display_name_look = look_of(self.display_name)
        fields = kwargs.get("update_fields")
        if fields is not None:
            looks = {f"{name}_look" for name in ("username", "display_name") if name in fields}
            kwargs["update_fields"] = {*fields, *looks}

    def _is_shown_otherwise(self, update_fields):
        """Whether saving these fields (None: all) will change what pages show. Locks the row.

        Pages show nothing of a new account yet, and nothing of a log-in or a password.
        """
        fields = self.PROFILE
        if update_fields is not None:
            fields = fields.intersection(update_fields)
        if self._state.adding or not fields:
            return False
        row = type(self)._base_manager.select_for_update(no_key=True).filter(pk=self.pk)
        return row.values(*fields).first() != {name: getattr(self, name) for name in fields}

    def get_full_name(self):
        """The name shown beside what this person writes."""
        return self.display_name or self.username

    get_short_name = get_full_name

    def get_absolute_url(self):
        """The public profile."""
        return reverse("archive:reader", args=[self.username])


class DeletionRequest(models.Model):
    """That somebody asked to be deleted. Until it is due, a link in a mail takes it back."""

    user = models.OneToOneField(User, models.CASCADE, related_name="deletion_request")
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"))
    # From then on it is not taken back: something may be gone already.
    started_at = models.DateTimeField(null=True, editable=False)
    withdraw_comments = models.BooleanField(
        _("withdraw comments"),
        default=False,
        help_text=_("Otherwise they stay under “former member”."),
    )

    class Meta:
        db_table = "accounts_leaving"
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")

    def __str__(self):
        return str(self.user)
