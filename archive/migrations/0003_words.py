"""Old addresses are redirects. Who held a permission on a model with another name keeps it.

The tables keep their names, and the old permissions stay: code of before can still run.
"""

from django.db import migrations

ACTS = ("view", "add", "change", "delete")

# The model as it is called now, and its name before.
RENAMED = {
    ("archive", "redirect", "redirect"): "oldaddress",
    ("comments", "commentrevision", "earlier text"): "earliertext",
    ("accounts", "deletionrequest", "deletion"): "leaving",
}


def grant_new_permissions(apps, schema_editor):
    """Give each person and each group that may do something under the old name the new one too."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    for (label, model, verbose_name), old in RENAMED.items():
        content_type, _ = ContentType.objects.get_or_create(app_label=label, model=model)
        for act in ACTS:
            grant(apps, content_type, act, f"{act}_{old}", f"{act}_{model}", verbose_name)


def grant(apps, content_type, act, old, new, verbose_name):
    Permission = apps.get_model("auth", "Permission")
    held = Permission.objects.filter(content_type=content_type, codename=old).first()
    given, _ = Permission.objects.get_or_create(
        content_type=content_type, codename=new, defaults={"name": f"Can {act} {verbose_name}"}
    )
    if held:
        given.group_set.add(*held.group_set.all())
        given.user_set.add(*held.user_set.all())


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0002_groups"),
        ("accounts", "0002_words"),
        ("comments", "0002_words"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelTable(name="oldaddress", table="archive_oldaddress"),
        migrations.RenameModel(old_name="OldAddress", new_name="Redirect"),
        migrations.RunPython(grant_new_permissions, migrations.RunPython.noop),
    ]
