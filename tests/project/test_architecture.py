"""The design of the project, as far as a machine can keep it."""

import subprocess
import sys

import pytest

from .imports import circles, importers, imports_from_outside, named_in_templates
from .layers import imports_of_middleware, upward_imports, without_layer
from .privates import private_uses
from .sizes import full_folders, lengths, long_files, middle_and_ninetieth
from .sources import ROOT, files, folder_of
from .writes import FORMS_THAT_SAVE, VIEWS, status_writes, writes_by_views, writes_in

MOST_MODULES = 16
LONGEST_FUNCTION = 60
LONGEST_FILE = 320
USUAL_FUNCTION = 5
NINE_OF_TEN_FUNCTIONS = 15


def refuse(found):
    """Fail with a line for each finding, however many there are."""
    found = list(found)
    assert not found, "\n".join(["", *found])


def test_the_files_are_seen_at_all():
    assert "archive/models/posts.py" in importers(ROOT, "archive", of="comments")
    assert "comments/actions/moderation.py" in importers(ROOT, "comments", of="comments.models")
    assert [folder for folder in VIEWS if not files(ROOT, folder)] == []


def test_the_engine_never_imports_the_archive():
    assert importers(ROOT, "comments", of="archive") == []


def test_accounts_depend_on_nothing_else_here_but_what_names_look_like():
    found = imports_from_outside(ROOT, "archive/accounts")
    refuse(each for each in found if " imports comments.appearance." not in str(each))


@pytest.mark.parametrize("package", ["archive", "comments"])
def test_nothing_imports_the_tests(package):
    assert importers(ROOT, package, of="tests") == []


def test_the_engines_templates_name_no_page_of_the_archive():
    assert named_in_templates(ROOT) == []


def test_the_engine_passes_its_check_alone():
    command = [sys.executable, "-m", "django", "check", "--settings=tests.engine_settings"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_folder_has_more_modules_than_one_can_look_over():
    refuse(full_folders(ROOT, MOST_MODULES))


def test_files_import_each_other_in_no_circle():
    refuse(circles(ROOT))


def test_folders_import_each_other_in_no_circle():
    refuse(circles(ROOT, folder_of))


def test_no_layer_imports_one_above_it():
    refuse(upward_imports(ROOT))


def test_every_folder_and_every_module_beside_them_has_its_layer():
    refuse(without_layer(ROOT))


def test_the_status_of_a_comment_is_written_in_one_place():
    found = list(status_writes(ROOT))
    refuse(line for path, line in found if path != "comments/actions/transitions.py")
    assert found, "no write of a status is seen any more"


def test_views_write_nothing_themselves():
    refuse(f"{path}:{line} {said}" for path, line, said in writes_by_views(ROOT))


def test_the_forms_that_views_may_save_are_there():
    found = [(path, said) for path, _, said in writes_in(ROOT, *VIEWS)]
    assert [form for form in FORMS_THAT_SAVE if form not in found] == []


def test_views_import_nothing_from_middleware():
    refuse(imports_of_middleware(ROOT, *VIEWS))


def test_nobody_reaches_into_the_private_parts_of_others():
    refuse(private_uses(ROOT))


def test_functions_are_short():
    found = lengths(ROOT)
    refuse(f"{place}: {number} lines" for number, place in found if number > LONGEST_FUNCTION)
    middle, ninetieth = middle_and_ninetieth([number for number, _ in found])
    longest = "\n".join(f"{place}: {number} lines" for number, place in found[:40])
    assert middle <= USUAL_FUNCTION, longest
    assert ninetieth <= NINE_OF_TEN_FUNCTIONS, longest


def test_files_are_short():
    refuse(long_files(ROOT, LONGEST_FILE, but={"archive/settings.py"}))
