from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_groups")]

    operations = [
        migrations.AlterField(
            model_name="oldaddress",
            name="target",
            field=models.CharField(
                blank=True,
                db_index=True,
                help_text="Empty: what stood there is gone for good.",
                max_length=500,
                verbose_name="leads to",
            ),
        ),
    ]
