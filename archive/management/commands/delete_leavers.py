from django.core.management.base import BaseCommand

from archive.privacy.erasure import delete_leavers


class Command(BaseCommand):
    help = "Delete the accounts whose owners asked for it a day ago or longer."

    def handle(self, **options):
        self.stdout.write(f"Deleted accounts: {delete_leavers()}")
