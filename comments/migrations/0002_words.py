"""Earlier texts are revisions of a comment, and an IP address is called one.

Table and column keep their names: nothing is written, and code of before can still run.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [
        migrations.AlterModelTable(name="earliertext", table="comments_earliertext"),
        migrations.RenameModel(old_name="EarlierText", new_name="CommentRevision"),
        migrations.AlterField(
            model_name="commentrevision",
            name="comment",
            field=models.ForeignKey(
                on_delete=models.deletion.CASCADE,
                related_name="revisions",
                to="comments.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="address",
            field=models.CharField(blank=True, db_column="address", editable=False, max_length=45),
        ),
        migrations.RenameField(model_name="comment", old_name="address", new_name="ip_address"),
    ]
