"""The groups of the editorial desk, with what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITED = (
    "award",
    "capture",
    "category",
    "credit",
    "evidence",
    "figure",
    "film",
    "filmvideo",
    "nomination",
    "oldaddress",
    "outsidelink",
    "person",
    "post",
    "postappearance",
    "postvideo",
    "release",
    "source",
    "tag",
    "video",
)

GROUPS = {
    "Editors": [
        *(f"archive.{act}_{model}" for model in EDITED for act in ("view", "add", "change")),
        *(f"archive.delete_{model}" for model in EDITED if model not in ("capture", "source")),
        "archive.view_postrevision",
        "comments.view_comment",
        "comments.view_discussion",
        "comments.change_discussion",
        "comments.view_rating",
        "comments.post_unmoderated",
    ],
    "Moderators": [
        "archive.view_post",
        "archive.view_film",
        "comments.view_comment",
        "comments.moderate_comment",
        "comments.view_discussion",
        "comments.view_moderationdecision",
        "comments.view_rating",
        "comments.view_flag",
        "comments.view_earliertext",
        *(f"comments.{act}_listedword" for act in ("view", "add", "change", "delete")),
        "comments.view_participant",
        "comments.change_participant",
        "comments.post_unmoderated",
    ],
}


def make_groups(apps, schema_editor):
    """Permissions are made after all migrations as a rule; these groups need them now."""
    for label in ("archive", "comments"):
        config = apps.get_app_config(label)
        # Historical, like the rest: names that models were given later come later.
        config.models_module = True
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for codename in codenames:
            label, codename = codename.split(".")
            group.permissions.add(
                Permission.objects.get(content_type__app_label=label, codename=codename)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    # The groups get the permissions by the names that the models had then.
    run_before = [("comments", "0002_words"), ("accounts", "0002_words")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
