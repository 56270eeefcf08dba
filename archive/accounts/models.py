"""The people who have an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who can log in. What others see of a person is the display name."""

    first_name = None
    last_name = None
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
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
        super().save(**kwargs)

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
