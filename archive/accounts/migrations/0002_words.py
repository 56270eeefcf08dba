"""Who asked to leave has made a request for deletion. The table keeps its name."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterModelTable(name="leaving", table="accounts_leaving"),
        migrations.RenameModel(old_name="Leaving", new_name="DeletionRequest"),
        migrations.AlterField(
            model_name="deletionrequest",
            name="user",
            field=models.OneToOneField(
                on_delete=models.deletion.CASCADE,
                related_name="deletion_request",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
