"""What stands between a password and being logged in."""

from allauth.account import stages

from ..email_addresses import vouch_for


class EmailVerificationStage(stages.EmailVerificationStage):
    """Ask for a confirmed mail address, but not of staff whose account an operator made.

    `createsuperuser` knows no confirmation, and on a new server no mail may leave yet.
    """

    def handle(self):
        user = self.login.user
        if user and user.is_staff and not user.emailaddress_set.exists():
            vouch_for(user)
            return None, True
        return super().handle()
