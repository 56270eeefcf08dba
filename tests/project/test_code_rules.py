"""The rules about what code says find what breaks them, on small invented trees."""

import pytest

from .privates import private_uses
from .sizes import lengths, long_files, middle_and_ninetieth
from .writes import VIEWS, status_writes, writes_by_views


@pytest.mark.parametrize(
    "line",
    [
        "comment.status = Status.PUBLISHED",
        "comment.text, comment.status = '', 'withdrawn'",
        "comment.status: str = 'spam'",
        "for comment.status in states: pass",
        "setattr(comment, 'status', 'spam')",
        "Comment(text='', status='spam')",
        "models.Comment(status='spam')",
        "Comment.objects.create(status='spam')",
        "user.comments.exclude(pk=1).update(status='spam')",
        "comments.update(**{'status': 'spam'})",
        "changes = {'status': 'spam'}\ncomments.update(**changes)",
        "changes['status'] = 'spam'\ncomments.update(text='', **changes)",
        "changes = {'text': ''} | dict(status='spam')\ncomments.update(**changes)",
        "changes |= {'status': 'spam'}\ncomments.update(**changes)",
        "comments.update_or_create(pk=1, defaults={'status': 'spam'})",
        "Comment.objects.bulk_update(comments, ['html', 'status'])",
        "Comment.objects.bulk_update(comments, fields=('status',))",
    ],
)
@pytest.mark.parametrize("path", ["comments/actions/flagging.py", "archive/importers/items.py"])
def test_a_write_of_a_comments_status_is_found(tree, path, line):
    found = list(status_writes(tree({path: f"import this\n{line}"})))
    assert [where for where, _ in found] == [path]
    assert found[0][1].startswith(f"{path}:{line.count(chr(10)) + 2} ")


@pytest.mark.parametrize(
    "line",
    [
        "status = models.CharField(default=Status.PENDING)",
        "old = comment.status",
        "Comment.objects.filter(status='spam').update(html='')",
        "ModerationDecision.objects.create(from_status='spam', to_status='published')",
        "render(request, 'gone.html', {'status': 1}, status=410)",
        "comment.save(update_fields=['status'])",
        "changes = {'status': 'spam'}",
        "changed.update(name='status')",
        "comments.update(text=Subquery(others.values_list('status')))",
        "changes: dict",
    ],
)
def test_what_writes_no_status_is_let_be(tree, line):
    assert list(status_writes(tree({"comments/actions/flagging.py": line}))) == []


@pytest.mark.parametrize(
    "line", ["post.status = 'draft'", "thing.status = 1", "Post.objects.update(status='draft')"]
)
def test_the_status_of_a_post_is_the_archives_own_affair(tree, line):
    assert list(status_writes(tree({"archive/actions/posts.py": line}))) == []


@pytest.mark.parametrize(
    "line",
    [
        "post.save()",
        "post.asave()",
        "Post.objects.create(title='')",
        "posts.filter(pk=1).update(title='')",
        "get_object_or_404(Post, pk=1).delete()",
        "Post.objects.bulk_create(posts)",
        "Post.objects.bulk_update(posts, ['title'])",
        "Post.objects.get_or_create(title='')",
        "Post.objects.update_or_create(title='')",
        "class Edit(generic.UpdateView): pass",
    ],
)
@pytest.mark.parametrize("folder", VIEWS)
def test_a_view_that_writes_is_found(tree, folder, line):
    path = f"{folder}site/page.py"
    ((found, at, _),) = writes_by_views(tree({path: f"def view(request):\n    {line}"}))
    assert (found, at) == (path, 2)


def test_views_may_save_the_listed_forms_and_those_beside_them_may_not(tree):
    paths = ["archive/accounts/views/account.py", "archive/accounts/views/deletion.py"]
    root = tree(dict.fromkeys(paths, "form.save()") | {"archive/actions/posts.py": "post.save()"})
    assert [path for path, *_ in writes_by_views(root)] == ["archive/accounts/views/deletion.py"]


@pytest.mark.parametrize(
    "line",
    [
        "thing._prefetched_objects_cache = {}",
        "getattr(thing, '_prefetched_objects_cache', {})",
        "setattr(thing, '_kept', 1)",
        "self._state.fields_cache.get('post')",
        "self._prefetched_objects_cache.clear()",
        "request.user._wrapped",
        "request._messages.add(1)",
        "thing._kept = 1",
        "form._request",
        "self.adapter._send()",
        "from django.core._private import name",
        "from django.forms.models import _hidden",
        "import taggit._utils",
    ],
)
def test_a_private_name_of_others_is_found(tree, line):
    path = "archive/selectors/related.py"
    (found,) = private_uses(tree({path: f"import this\n{line}"}))
    assert found.startswith(f"{path}:2 ")


@pytest.mark.parametrize(
    "line",
    [
        "Post._meta.get_field('title')",
        "Post._base_manager.all() | Post._default_manager.all()",
        "self._state.adding or thing._state.adding",
        "wording._replace(text='')._asdict()",
        "self._kept = cls._kept",
        "super()._post_clean()",
        "thing.__dict__",
        "getattr(*pair)",
        "getattr(thing, name)",
        "from django.utils.translation import gettext as _",
    ],
)
def test_ones_own_names_and_documented_ones_are_fine(tree, line):
    assert list(private_uses(tree({"archive/admin/posts.py": line}))) == []


def test_a_folder_may_use_the_private_names_that_it_defines(tree):
    line = "thing._loaded_slug"
    root = tree(
        {
            "archive/models/base.py": "def __init__(self):\n    self._loaded_slug = ''",
            "archive/models/posts.py": line,
            "archive/models/deep/films.py": line,
            "archive/actions/merging.py": f"{line}\nfrom ..models.base import _loaded_slug",
        }
    )
    assert [found.split(" ")[0] for found in private_uses(root)] == [
        "archive/actions/merging.py:1",
        "archive/actions/merging.py:2",
    ]


def test_functions_are_measured_from_their_def_to_their_end(tree):
    method = (
        'class Post:\n    @property\n    def title(\n        self,\n    ):\n        """Said."""\n'
    )
    root = tree({"comments/urls.py": f"{method}        return 1\n\nasync def short(): pass\n"})
    assert lengths(root) == [(5, "comments/urls.py:3 title"), (1, "comments/urls.py:9 short")]


def test_the_middle_and_the_ninetieth_are_those_of_the_whole():
    assert middle_and_ninetieth(list(range(1, 20))) == (10, 18)


def test_a_file_that_is_too_long_is_named_with_its_lines(tree):
    root = tree({"archive/a.py": "1\n" * 4, "archive/b.py": "1\n" * 3, "archive/c.py": "1\n" * 9})
    assert list(long_files(root, 3, but={"archive/c.py"})) == ["archive/a.py:4"]
