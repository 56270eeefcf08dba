"""A rating knows the review whose score it is.

Filled so that no count changes: as before, a rating counts unless all reviews of its person wait
or were refused. Code of before leaves it empty, and counts as it did.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Case, OuterRef, Subquery, Value, When


def find_reviews(apps, schema_editor):
    comments, ratings = (apps.get_model("comments", name) for name in ("Comment", "Rating"))
    reviews = comments.objects.filter(
        kind="review", discussion=OuterRef("discussion"), author=OuterRef("user")
    ).exclude(status="withdrawn")
    public_first = Case(When(status="published", then=Value(0)), default=Value(1))
    review = reviews.order_by(public_first, "-pk").values("pk")[:1]
    ratings.objects.update(review=Subquery(review))


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_events")]

    operations = [
        migrations.AddField(
            model_name="rating",
            name="review",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="comments.comment",
                verbose_name="review",
            ),
        ),
        migrations.RunPython(find_reviews, migrations.RunPython.noop),
    ]
