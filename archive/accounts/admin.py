from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.utils.translation import gettext_lazy as _

from . import deletion
from .email_addresses import vouch_for
from .models import User

# The form that the library registered would show the secrets of second factors.
admin.site.unregister(Authenticator)


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    """People with an account, without the name fields this project does not have."""

    list_display = ["username", "display_name", "email", "is_staff", "is_active", "date_joined"]
    search_fields = ["username", "display_name", "email"]
    list_filter = [*BaseUserAdmin.list_filter, "is_demo"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["display_name", "email", "language", "is_demo"]}),
        *BaseUserAdmin.fieldsets[2:],
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "email", "usable_password", "password1", "password2"],
            },
        )
    ]

    def save_model(self, request, obj, form, change):
        """An address that is written here needs no confirmation."""
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            vouch_for(obj)

    def get_deleted_objects(self, users, request):
        """The accounts alone: deleting them is like leaving, and what they wrote stays nameless.

        Django would list every row that hangs on them and ask for permission to delete each.
        """
        names = [str(user) for user in users]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), []

    def delete_model(self, request, user):
        deletion.order(user)

    def delete_queryset(self, request, users):
        for user in users:
            deletion.order(user)
