"""Words of libraries that have no Korean for them, or a clumsy one: named here, they get into our
catalog, which is asked first."""

from django.utils.translation import gettext_noop, pgettext_lazy

WORDS = [
    gettext_noop("A comma-separated list of tags."),
    pgettext_lazy("A tag name", "name"),
    pgettext_lazy("A tag slug", "slug"),
    gettext_noop("Select %s to view"),
    gettext_noop("Save and add another"),
    gettext_noop("Save and continue editing"),
]
