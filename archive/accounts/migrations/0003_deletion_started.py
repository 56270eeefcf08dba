"""A deletion goes in steps: from the first one on it is not taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="deletionrequest",
            name="started_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
