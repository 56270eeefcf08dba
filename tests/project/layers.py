"""The layers of each package: which of its folders and modules may import which."""

from .imports import local_imports
from .sources import INNER_APPS, PACKAGES, files

# From the top down: each may import its own line and those below it. Both packages share the
# table, so that the archive's actions may import the engine's actions, and not its threads.
LAYERS = (
    "apps urls wsgi middleware",
    "views api admin management templatetags feeds sitemaps context_processors",
    "forms threads selectors page_cache importers search privacy operations",
    "actions",
    "notifications policies media accounts periodic_tasks",
    "models",
    "signals exceptions styles markup appearance ip_addresses localized_paths types rich_text "
    "converters formats settings",
)

# The same inside `archive/accounts`.
LAYERS_OF_ACCOUNTS = (
    "apps urls",
    "views admin adapters",
    "forms",
    "signup deletion notices email_addresses",
    "models",
    "names guesses user_agents signals",
)


def upward_imports(root):
    """The imports that lead from a layer to one above it."""
    for each, target in local_imports(root):
        table, depth = _table(each.path, target)
        start, end = _place(each.path, table, depth), _place(target, table, depth)
        if None not in (start, end) and end < start:
            yield f"{each}, from a layer above it"


def without_layer(root):
    """The files of which the tables do not say where they belong."""
    for path in map(str, files(root, *PACKAGES)):
        table, depth = _table(path, path)
        is_root = path.split("/")[depth] == "__init__.py"
        if not is_root and _place(path, table, depth) is None:
            yield path


def _table(*paths):
    """The table that tells these files apart, and which part of their paths it names."""
    for app in INNER_APPS:
        if all(path.startswith(f"{app}/") for path in paths):
            return LAYERS_OF_ACCOUNTS, 2
    return LAYERS, 1


def _place(path, table, depth):
    name = path.split("/")[depth].removesuffix(".py")
    return next((place for place, names in enumerate(table) if name in names.split()), None)


def imports_of_middleware(root, *folders):
    """The imports of this project's middleware, the page cache's too."""
    for each, target in local_imports(root):
        if each.path.startswith(folders) and "middleware" in target.removesuffix(".py").split("/"):
            yield str(each)
