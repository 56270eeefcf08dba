"""Write the HTML of all comments anew, after the rules of their markup changed."""

from django.core.management.base import BaseCommand

from comments.actions.editing import rerender
from comments.models import Comment


class Command(BaseCommand):
    help = "Render the text of every comment anew. The texts themselves stay as they are."

    def handle(self, **options):
        changed = rerender(Comment.objects.all())
        self.stdout.write(f"{changed} comments were rendered differently.")
