"""The versions under which finished pages are kept.

A page remembers the versions it was made under; every write moves, in its own transaction, the
versions of the pages it concerns. So the very next answer of every worker is fresh.
"""

from django.db import IntegrityError, models, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from comments.models import Discussion

# Everything an editor writes: posts, films, people, prizes, sources, settings of discussions.
CONTENT = "content"
# Any comment anywhere: for pages that count or list comments of many discussions.
DISCUSSIONS = "discussions"


# A page that shows the comments of few discussions is kept under their own versions, which
# every act of the engine raises.
OF_DISCUSSION = "discussion:"


class PageVersion(models.Model):
    """A name and how often something under it was written."""

    name = models.CharField(max_length=60, primary_key=True)
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        app_label = "archive"

    def __str__(self):
        return f"{self.name} {self.version}"


def read(names):
    """The present versions of these names, as a dict, in one query; 0 for what never moved."""
    found = PageVersion.objects.filter(name__in=names).values_list("name", "version")
    pks = [name.removeprefix(OF_DISCUSSION) for name in names if name.startswith(OF_DISCUSSION)]
    if pks:
        name = Concat(Value(OF_DISCUSSION), Cast("pk", CharField()))
        discussions = Discussion.objects.order_by().filter(pk__in=pks).annotate(name=name)
        found = found.union(discussions.values_list("name", "version"), all=True)
    return dict.fromkeys(names, 0) | dict(found)


def bump(*names):
    """Raise these versions. Call it last in a transaction: the rows stay locked to its end."""
    for name in sorted(names):
        if not PageVersion.objects.filter(name=name).update(version=F("version") + 1):
            try:
                with transaction.atomic():
                    PageVersion.objects.create(name=name)
            except IntegrityError:  # somebody else made it just now
                PageVersion.objects.filter(name=name).update(version=F("version") + 1)
