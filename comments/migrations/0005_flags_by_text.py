"""A text that changed may be flagged anew by the same people, and for what is urgent.

Code of before still runs: its flags are of the first text, by the default in the database.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_review_of_rating")]

    operations = [
        migrations.AddField(
            model_name="flag",
            name="revision",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("by", "comment", "revision"), name="flag_once_a_text"
            ),
        ),
        migrations.RemoveConstraint(model_name="flag", name="flag_once_a_person"),
        migrations.AlterField(
            model_name="flag",
            name="reason",
            field=models.CharField(
                choices=[
                    ("off-topic", "not about the subject"),
                    ("abuse", "insult or harassment"),
                    ("hate", "contempt for a group of people"),
                    ("spam", "advertising or spam"),
                    ("privacy", "somebody’s private data"),
                    ("threat", "threat or danger to somebody"),
                    ("illegal", "unlawful content"),
                    ("other", "something else"),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
    ]
