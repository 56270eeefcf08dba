"""The rules about imports and folders find what breaks them, on small invented trees."""

import pytest

from .imports import circles, importers, imports_from_outside, named_in_templates
from .layers import imports_of_middleware, upward_imports, without_layer
from .sizes import full_folders
from .sources import folder_of
from .writes import VIEWS


@pytest.mark.parametrize(
    "line",
    [
        "import archive",
        "import archive.models as kept",
        "from archive import models",
        "from archive.models import Post",
        "def lazily():\n    from archive.models import Post",
        "from ..archive.models import Post",
    ],
)
def test_an_import_of_the_archive_is_seen_however_it_is_written(tree, line):
    root = tree({"comments/urls.py": line, "comments/signals.py": "import archives"})
    assert importers(root, "comments", of="archive") == ["comments/urls.py"]


def test_an_import_is_seen_in_a_migration_and_for_types_too(tree):
    for_types = "if TYPE_CHECKING:\n    from tests import crowd"
    root = tree({"archive/migrations/0001.py": "import tests", "archive/urls.py": for_types})
    assert importers(root, "archive", of="tests") == [
        "archive/migrations/0001.py",
        "archive/urls.py",
    ]


def test_accounts_are_seen_to_depend_on_others(tree):
    lines = "from ..models import Post\nfrom comments import signals\nfrom .models import User"
    found = imports_from_outside(tree({"archive/accounts/forms.py": lines}), "archive/accounts")
    assert found == [
        "archive/accounts/forms.py:1 imports archive.models.Post",
        "archive/accounts/forms.py:2 imports comments.signals",
    ]


@pytest.mark.parametrize("line", ['{% url "archive:home" %}', "{% load i18n archive %}"])
def test_a_template_of_the_engine_that_names_the_archive_is_found(tree, line):
    root = tree({"templates/comments/a/b.html": line, "templates/comments/c.html": "an archived"})
    assert named_in_templates(root) == ["templates/comments/a/b.html"]


def test_a_folder_with_too_many_modules_is_named(tree):
    full = {f"archive/views/{name}.py": "" for name in ("a", "b", "c", "__init__")}
    aside = {f"archive/migrations/{name}.py": "" for name in ("a", "b", "c")}
    apart = {f"archive/views/site/{name}.py": "" for name in ("a", "b")}
    root = tree(full | aside | apart)
    assert full_folders(root, 2) == ["archive/views: 3"]
    assert full_folders(root, 3) == []


@pytest.mark.parametrize(
    "back", ["from . import a", "from .a import name", "def f():\n    import archive.models.a"]
)
def test_a_circle_between_files_is_told_with_its_lines(tree, back):
    root = tree({"archive/models/a.py": "\nfrom .b import name", "archive/models/b.py": back})
    (told,) = circles(root)
    assert "archive/models/a.py:2 imports archive.models.b.name" in told
    assert "archive/models/b.py:" in told
    assert circles(root, folder_of) == []


def test_a_circle_through_the_front_of_a_package_is_found(tree):
    root = tree(
        {
            "archive/models/__init__.py": "from .posts import Post",
            "archive/models/posts.py": "from .. import rich_text",
            "archive/rich_text.py": "from .models import Post",
        }
    )
    assert len(circles(root)) == 1
    assert len(circles(root, folder_of)) == 1


def test_imports_that_only_a_type_checker_follows_make_no_circle(tree):
    for_types = "if TYPE_CHECKING:\n    from .a import A\nelse:\n    from .c import A"
    files = {"archive/models/a.py": "from .b import B", "archive/models/c.py": ""}
    assert circles(tree(files | {"archive/models/b.py": for_types})) == []


def test_what_stands_in_the_other_branch_is_followed(tree):
    other = "if TYPE_CHECKING:\n    pass\nelse:\n    from .a import A"
    root = tree({"archive/models/a.py": "from .b import B", "archive/models/b.py": other})
    assert len(circles(root)) == 1


def test_a_circle_between_folders_is_found_where_no_files_make_one(tree):
    root = tree(
        {
            "comments/actions/posting.py": "from ..threads.tree import roots",
            "comments/threads/tree.py": "",
            "comments/threads/deep/pages.py": "from comments.actions import voting",
            "comments/actions/voting.py": "",
        }
    )
    assert circles(root) == []
    (told,) = circles(root, folder_of)
    assert "comments/actions/posting.py:1 imports comments.threads.tree.roots" in told
    assert "comments/threads/deep/pages.py:1 imports comments.actions.voting" in told


def test_modules_at_the_root_of_a_package_or_of_accounts_count_singly(tree):
    root = tree(
        {
            "archive/urls.py": "from .views import home",
            "archive/views/home.py": "from .. import rich_text",
            "archive/rich_text.py": "",
            "archive/accounts/urls.py": "from .views import account",
            "archive/accounts/views/account.py": "from .. import models",
            "archive/accounts/models.py": "",
        }
    )
    assert circles(root, folder_of) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("archive/models/posts.py", "from ..media import images"),
        ("archive/models/posts.py", "from comments.policies import screening"),
        ("archive/models/posts.py", "from ..accounts.models import User"),
        ("archive/actions/posts.py", "from comments.threads.tree import roots"),
        ("archive/rich_text.py", "def lazily():\n    from .models import Post"),
        ("comments/policies/screening.py", "from ..actions import voting"),
        ("comments/notifications/emails.py", "from ..actions.voting import vote"),
        ("comments/forms/drafts.py", "from ..views import places"),
        ("archive/views/home.py", "from ..urls import urlpatterns"),
        ("archive/accounts/models.py", "from .forms import LoginForm"),
        ("archive/accounts/deletion.py", "from .views.account import page"),
    ],
)
def test_an_import_from_a_layer_above_is_found(tree, path, line):
    there = "archive/media/images archive/models/__init__ archive/accounts/models archive/urls "
    there += "comments/policies/screening comments/threads/tree comments/actions/voting "
    there += "comments/views/places archive/accounts/forms archive/accounts/views/account"
    root = tree({f"{name}.py": "" for name in there.split()} | {path: line})
    (found,) = upward_imports(root)
    assert found.startswith(f"{path}:")


def test_imports_downward_and_along_a_layer_are_fine(tree):
    lines = "from . import drafts\nfrom ..policies import screening\nfrom ..models import Comment"
    names = ("forms/drafts", "policies/screening", "models/__init__")
    there = {f"comments/{name}.py": "" for name in names}
    assert list(upward_imports(tree(there | {"comments/forms/comments.py": lines}))) == []


def test_files_without_a_layer_are_named(tree):
    names = "archive/__init__ archive/views/site/health archive/misc archive/helpers/dates "
    names += "archive/accounts/__init__ archive/accounts/forms archive/accounts/views/account "
    names += "archive/accounts/utils"
    root = tree({f"{name}.py": "" for name in names.split()})
    assert list(without_layer(root)) == [
        "archive/accounts/utils.py",
        "archive/helpers/dates.py",
        "archive/misc.py",
    ]


@pytest.mark.parametrize(
    "line", ["from ..middleware.gone import Gone", "from ..page_cache import middleware"]
)
def test_a_view_that_imports_from_middleware_is_found(tree, line):
    there = {"archive/middleware/gone.py": "", "archive/page_cache/middleware.py": ""}
    files = {"archive/views/posts.py": line, "archive/urls.py": "from .middleware import gone"}
    (found,) = imports_of_middleware(tree(there | files), *VIEWS)
    assert found.startswith("archive/views/posts.py:1 ")
