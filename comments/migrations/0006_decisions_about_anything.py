"""A decision can be about a comment, a person, a discussion or a setting; old rows keep theirs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0005_flags_by_text"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="moderationdecision",
            name="act",
            field=models.CharField(
                choices=[
                    ("state", "change of state"),
                    ("ban", "banned"),
                    ("unban", "ban lifted"),
                    ("open", "opened"),
                    ("close", "closed"),
                    ("schedule", "closing time set"),
                    ("change", "changed"),
                ],
                db_default="state",
                default="state",
                max_length=10,
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="moderationdecision",
            name="discussion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="decisions",
                to="comments.discussion",
                verbose_name="discussion",
            ),
        ),
        migrations.AddField(
            model_name="moderationdecision",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="decisions_about",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="moderationdecision",
            name="setting",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60, verbose_name="setting"
            ),
        ),
        migrations.AddField(
            model_name="moderationdecision",
            name="subject",
            field=models.CharField(
                choices=[
                    ("comment", "comment"),
                    ("person", "person"),
                    ("discussion", "discussion"),
                    ("setting", "setting"),
                ],
                db_default="comment",
                default="comment",
                max_length=10,
                verbose_name="about",
            ),
        ),
        migrations.AlterField(
            model_name="moderationdecision",
            name="comment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="comments.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AlterField(
            model_name="moderationdecision",
            name="from_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("pending", "awaiting moderation"),
                    ("published", "published"),
                    ("rejected", "rejected"),
                    ("spam", "spam"),
                    ("removed", "removed by a moderator"),
                    ("withdrawn", "withdrawn by its author"),
                ],
                max_length=10,
                verbose_name="from",
            ),
        ),
        migrations.AlterField(
            model_name="moderationdecision",
            name="to_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("pending", "awaiting moderation"),
                    ("published", "published"),
                    ("rejected", "rejected"),
                    ("spam", "spam"),
                    ("removed", "removed by a moderator"),
                    ("withdrawn", "withdrawn by its author"),
                ],
                max_length=10,
                verbose_name="to",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(
                            ("setting", ""),
                            ("comment__isnull", False),
                            ("person__isnull", True),
                            ("discussion__isnull", True),
                        ),
                        ("subject", "comment"),
                    ),
                    models.Q(
                        models.Q(
                            ("setting", ""),
                            ("comment__isnull", True),
                            ("discussion__isnull", True),
                        ),
                        ("subject", "person"),
                    ),
                    models.Q(
                        models.Q(
                            ("setting", ""), ("comment__isnull", True), ("person__isnull", True)
                        ),
                        ("subject", "discussion"),
                    ),
                    models.Q(
                        models.Q(
                            models.Q(("setting", ""), _negated=True),
                            ("comment__isnull", True),
                            ("person__isnull", True),
                            ("discussion__isnull", True),
                        ),
                        ("subject", "setting"),
                    ),
                    _connector="OR",
                ),
                name="decision_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "state"), _negated=True),
                    ("subject", "comment"),
                    _connector="OR",
                ),
                name="decision_state_of_comment",
            ),
        ),
    ]
