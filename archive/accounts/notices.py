"""What somebody is told by mail once something has changed in the account."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# By the library's name of the mail. Each stands in a subject and as a sentence of its own.
NOTICES = {
    "account/email/password_changed": _("Your password was changed"),
    "account/email/password_reset": _("You have a new password, set with a code from a mail"),
    "account/email/password_set": _("A password was set"),
    "account/email/email_changed": _("Your mail address is now {to_email}"),
    "account/email/email_confirm": _("Your mail address was confirmed"),
    "account/email/email_deleted": _("The mail address {deleted_email} was forgotten"),
    "mfa/email/totp_activated": _("An authenticator app was set up"),
    "mfa/email/totp_deactivated": _("The authenticator app was removed"),
    "mfa/email/webauthn_added": _("A passkey was added"),
    "mfa/email/webauthn_removed": _("A passkey was removed"),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made"),
}


def sentence(template_prefix, context):
    """What has happened, in the language that is spoken when it is written out."""
    return format_lazy(NOTICES[template_prefix], **context)
