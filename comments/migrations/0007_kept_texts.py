"""Withdrawn texts that are kept for a moderator are found without a look at all the others."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_decisions_about_anything")]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["status"],
                condition=Q(status="withdrawn") & ~Q(text=""),
                name="comment_withdrawn_kept",
            ),
        ),
    ]
