"""Ask whether videos and outside links are still there."""

from django.conf import settings
from django.core.management.base import BaseCommand

from archive.media import link_checker
from archive.media.http_client import Client
from archive.models import OutsideLink, Video

# With the pause between requests to one host, a run is over within minutes.
AT_MOST = 50

KINDS = {"videos": [Video], "links": [OutsideLink], None: [Video, OutsideLink]}


class Command(BaseCommand):
    help = (
        "Ask whether videos and outside links are still there, those first that were checked "
        "longest ago. Does nothing unless MEDIA_CHECKS is on."
    )
    stealth_options = ("client",)

    def add_arguments(self, parser):
        parser.add_argument(
            "--limit", type=int, default=AT_MOST, help=f"how many are asked at most ({AT_MOST})"
        )
        parser.add_argument("--kind", choices=["videos", "links"], help="only these")

    def handle(self, *, limit, kind, client=None, **options):
        if not settings.MEDIA_CHECKS:
            self.stdout.write("Nobody was asked: MEDIA_CHECKS is off.")
            return
        asked = 0
        for checked, finding in link_checker.check(KINDS[kind], limit, client or Client()):
            asked += 1
            url = checked.page_url if isinstance(checked, Video) else checked.url
            self.stdout.write(f"{finding.state:9} {url} {finding.reason}".rstrip())
            self.stdout.flush()
        self.stdout.write(f"Asked about {asked}.")
