"""The versions under which finished pages are kept.

A page remembers the versions it was made under; every write bumps, in its own transaction, the
versions of the pages it concerns. So the very next answer of every worker is fresh.

A bump is a row of its own, and a version the number of its bumps: whoever bumps changes no row
that others need, waits for nobody, and may do it at any point of a transaction. The worker
folds the rows into one number for each version, so that there are never many to count.
"""

from django.db import models, transaction
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, Concat

from comments.models import Discussion

# Everything an editor writes: posts, films, people, prizes, sources, settings of discussions.
CONTENT = "content"
# Any comment anywhere: for pages that count or list comments of many discussions.
DISCUSSIONS = "discussions"


# A page that shows the comments of few discussions is kept under their own versions, which
# every act of the engine raises.
OF_DISCUSSION = "discussion:"

# So short is the transaction in which the worker folds.
FOLDED_AT_ONCE = 1000


class PageVersion(models.Model):
    """A name, and how many of its bumps are folded."""

    name = models.CharField(max_length=60, primary_key=True)
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        app_label = "archive"

    def __str__(self):
        return f"{self.name} {self.version}"


class PageBump(models.Model):
    """That something under a name was written, until it is folded into the version."""

    name = models.CharField(max_length=60, db_index=True)

    class Meta:
        app_label = "archive"
        default_permissions = ()

    def __str__(self):
        return self.name


def parts(names):
    """Querysets of pairs of a name and a number, which are added up: folded ones and others."""
    folded = PageVersion.objects.filter(name__in=names).values_list("name", "version")
    bumps = PageBump.objects.filter(name__in=names).values_list("name")
    return [folded, bumps.annotate(version=Count("*"))]


def add_up(names, pairs):
    """The version of each of these names, as a dict; 0 for what was never bumped."""
    versions = dict.fromkeys(names, 0)
    for name, number in pairs:
        versions[name] += number
    return versions


def read(names):
    """The present versions of these names, as a dict, in one query."""
    found = parts(names)
    pks = [name.removeprefix(OF_DISCUSSION) for name in names if name.startswith(OF_DISCUSSION)]
    if pks:
        name = Concat(Value(OF_DISCUSSION), Cast("pk", CharField()))
        discussions = Discussion.objects.order_by().filter(pk__in=pks).annotate(name=name)
        found.append(discussions.values_list("name", "version"))
    return add_up(names, found[0].union(*found[1:], all=True))


def bump(*names):
    """Raise these versions, with the transaction in which what is shown under them is written."""
    PageBump.objects.bulk_create([PageBump(name=name) for name in names])


def fold():
    """Add what was bumped to the versions: the sums stay the same, and fewer rows are counted."""
    for name in PageBump.objects.values_list("name", flat=True).distinct():
        while _fold_some(name) == FOLDED_AT_ONCE:
            pass


@transaction.atomic
def _fold_some(name):
    """Fold some bumps of one name; returns how many they were.

    Another worker that has the same in mind waits for the version's row, and finds them gone.
    """
    version = PageVersion.objects.filter(name=name)
    if not version.update(version=F("version")):
        PageVersion.objects.get_or_create(name=name, defaults={"version": 0})
    pks = list(PageBump.objects.filter(name=name).values_list("pk", flat=True)[:FOLDED_AT_ONCE])
    folded, _by_model = PageBump.objects.filter(pk__in=pks).delete()
    version.update(version=F("version") + folded)
    return folded
