"""What eyes read of a text."""

import pytest

from comments import appearance


@pytest.mark.parametrize(
    "written",
    ["CASINO", "𝐂𝐀𝐒𝐈𝐍𝐎", "ｃａｓｉｎｏ", "cаsіnо", "cas\u00adi\u200bno", "c\u0336a\u0301sino"],
)
def test_a_word_is_one_word_however_it_is_written(written):
    assert appearance.folded(written) == "casino"


def test_hangul_that_is_written_letter_by_letter_is_one_word_too():
    assert appearance.folded("ㅋㅏㅈㅣㄴㅗ") == appearance.folded("카지노") == "카지노"


@pytest.mark.parametrize("one, other", [("modem", "modern"), ("ばか", "はか"), ("강", "상")])
def test_other_words_stay_other_words(one, other):
    assert appearance.folded(one) != appearance.folded(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("moderator", "mоderator"),
        ("Paul", "PauI"),
        ("ben1", "benl"),
        ("modem", "modern"),
        ("Đan", "dan"),
        ("José", "jose"),
        ("anna", "anna\u3164"),
    ],
)
def test_names_that_nobody_can_tell_apart_have_one_skeleton(one, other):
    assert appearance.skeleton(one) == appearance.skeleton(other)


@pytest.mark.parametrize("one, other", [("anna", "hanna"), ("김철수", "김철호"), ("Ян", "Ин")])
def test_names_that_differ_have_different_skeletons(one, other):
    assert appearance.skeleton(one) != appearance.skeleton(other)


@pytest.mark.parametrize("name", ["\u3164\u3164", "a\u115f", "a\u2800", "\u0301", "a\u202eb", ""])
def test_what_cannot_be_seen_is_noticed(name):
    assert appearance.has_invisible(name)


@pytest.mark.parametrize("name", ["anna", "김철수", "أمل", "Ada ❤", "नेहा", "..."])
def test_what_can_be_seen_is_left_alone(name):
    assert not appearance.has_invisible(name)


def test_only_names_of_the_other_direction_are_isolated():
    assert appearance.isolated("anna") == "anna"
    assert appearance.isolated("أمل 7") == "\u2068أمل 7\u2069"
