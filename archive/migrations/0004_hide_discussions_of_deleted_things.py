"""Discussions whose post or film was deleted earlier are hidden and closed, as they are today."""

from django.db import migrations


def hide_and_close(apps, schema_editor):
    discussions = apps.get_model("comments", "Discussion").objects.using(
        schema_editor.connection.alias
    )
    ownerless = {"post_discussion": None, "film_discussion": None, "film_reviews": None}
    discussions.filter(**ownerless).update(visible_from=None, is_open=False)


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_words")]

    operations = [migrations.RunPython(hide_and_close, migrations.RunPython.noop)]
