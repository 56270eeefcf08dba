"""Names are kept with what they have in common with names that look like them."""

from django.db import migrations, models

from archive.accounts.names import look_of


def note_looks(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.only("username", "display_name")
    for user in users.iterator(chunk_size=1000):
        user.username_look = look_of(user.username)
        user.display_name_look = look_of(user.display_name)
        user.save(update_fields=["username_look", "display_name_look"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_deletion_started")]

    operations = [
        migrations.AddField(
            model_name="user",
            name=name,
            field=models.CharField(max_length=200, db_default="", db_index=True, editable=False),
        )
        for name in ("display_name_look", "username_look")
    ] + [migrations.RunPython(note_looks, migrations.RunPython.noop)]
