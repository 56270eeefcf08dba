"""Restoring the captured text.

Each test runs on invented captures: fixtures whose hashes are those of invented lines, and pages
written from them. With CAPTURES_DIR it runs on the captured pages as well.
"""

import re
import unicodedata

import pytest

from archive.models import Figure, Film, Post
from comments.actions.archived import replace_archived_text
from comments.exceptions import NotPossible
from comments.models import Comment, Discussion
from tests.comments.factories import make_comment, make_discussion
from tests.reading import assert_in_order, text_of

from .. import facts
from ..restoring import ADDRESSES, restore, rows, texts
from ..views.test_five_pages import DEFECTORS_THINK, NEWS

pytestmark = pytest.mark.django_db


# What a person sees


def as_drawn(text):
    """A text without what is drawn and not written: separators, and the blanks beside them."""
    return re.sub(r"\s[|–-]+(?=\s)", "", text).replace(" ,", ",")


def lines_to_be_seen(path):
    """The lines of a saved page, without markers, shortcodes and the labels of folds."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = unicodedata.normalize("NFC", " ".join(line.split()))
        line = re.sub(r"^(\d+\. |• |\| )|( \|)$", "", line)
        if line and line != "... View More" and not line.startswith("[youtube "):
            yield as_drawn(line)


def test_every_line_of_a_restored_page_stands_on_it_in_order(client, saved):
    before = {number: text_of(client.get(address)) for number, address in ADDRESSES.items()}
    restore(*saved.values())
    for number, address in ADDRESSES.items():
        text = text_of(client.get(address))
        assert_in_order(as_drawn(text), lines_to_be_seen(saved[number]))
        assert text != before[number]


def test_restored_pages_say_that_they_are_as_captured(client, saved):
    restore(*saved.values())
    for address in (NEWS, DEFECTORS_THINK, "/films/seoul-train/"):
        assert "The text is as captured." in text_of(client.get(address))
    assert {*Comment.objects.values_list("text_origin", flat=True)} == {"verbatim"}
    assert {*Figure.objects.values_list("caption_origin", flat=True)} == {"verbatim"}


def test_a_credit_that_stands_in_the_caption_is_not_drawn_again(client):
    address = "/posts/north-korea-now-allows-cellphones/"
    assert text_of(client.get(address)).count("Photo: Reuters/Jacky Chen") == 1
    figure = Figure.objects.get(credit="Reuters/Jacky Chen")
    figure.caption = f"A picture of {figure.credit}"
    figure.save()
    assert text_of(client.get(address)).count("Reuters/Jacky Chen") == 1


def test_the_report_names_each_item_once_and_counts(saved):
    *items, total = restore(*saved.values())
    assert total == "50 restored."
    assert len(set(items)) == 50
    assert f"post “{facts.CRACKDOWN}”: restored" in items
    assert (
        "comment 2 under “What North Korean Defectors Think of Korea” "
        "(name not archived, 5 years ago): restored"
    ) in items
    assert "review 6 under “Seoul Train” (MartinHafer): restored" in items


def test_retelling_brings_back_every_text_caption_and_origin(client, saved):
    before, page = texts(), text_of(client.get(NEWS))
    restore(*saved.values())
    assert restore(retell=True)[-1] == "50 retold again."
    assert texts() == before
    assert text_of(client.get(NEWS)) == page
    assert restore(retell=True)[-1] == "50 already retold."


def test_the_desk_finds_both_wordings_among_the_revisions_of_a_post(saved):
    post = Post.objects.get(title=facts.CRACKDOWN)
    figures = {figure.name: figure.caption for figure in post.figures.all()}
    restore(*saved.values())
    retold, captured = post.revisions.order_by("number")
    assert retold.snapshot["body"] == post.body
    assert figures == {n: said["caption"] for n, said in retold.snapshot["figures"].items()}
    post.refresh_from_db()
    assert captured.snapshot["body"] == post.body
    assert captured.snapshot["figures"] != retold.snapshot["figures"]


def test_doing_it_again_changes_nothing(saved):
    restore(*saved.values())
    before = rows()
    assert restore(*saved.values())[-1] == "50 already as captured."
    assert rows() == before


def test_a_rehearsal_reports_the_same_and_writes_nothing(saved):
    before = rows()
    rehearsed = restore(*saved.values(), dry_run=True)
    assert rows() == before
    done = restore(*saved.values())
    assert rehearsed == [*done[:-1], f"{done[-1]} Dry run: nothing was written."]
    before = rows()
    assert restore(retell=True, dry_run=True)[-1].startswith("50 retold again. Dry run")
    assert rows() == before


def test_one_page_alone_is_restored_and_the_others_stay_retold(saved):
    assert restore(saved["000"])[-1] == "11 restored."
    assert Comment.objects.filter(text_origin="verbatim").count() == 10
    assert Post.objects.filter(text_origin="verbatim").count() == 1


def test_the_same_page_given_twice_counts_once(saved):
    assert restore(saved["000"], saved["000"])[-1] == "11 restored."


# What was changed here is kept


def test_what_an_editor_wrote_into_the_retold_text_is_kept(saved):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    post.body += "<p>An editor’s word.</p>"
    post.save()
    Figure.objects.filter(name="un-club").update(caption="An editor’s caption.")
    Film.objects.filter(slug="seoul-train").update(synopsis="<p>An editor’s synopsis.</p>")
    Comment.objects.filter(archived_name="Melody").update(text="A moderator’s cut.")
    kept = [
        "post “North Korean defectors beaten, killed”",
        "post “World Relations or Preteen Politics?”",
        "film “Seoul Train”",
        "comment 6 under “North Korean defectors beaten, killed” "
        "(Melody, April 10, 2013 at 12:01 am)",
    ]
    before = rows()
    report = restore(*saved.values())
    assert report[-1] == "46 restored, 4 kept: changed here."
    assert {f"{name}: kept: changed here" for name in kept} <= set(report)
    for model, field, said in (
        ("Post", "body", "An editor’s word."),
        ("Figure", "caption", "An editor’s caption."),
        ("Film", "synopsis", "An editor’s synopsis."),
        ("Comment", "text", "A moderator’s cut."),
    ):
        [changed] = [row for row in before[model] if said in row[field]]
        assert [row for row in rows()[model] if said in row[field]] == [changed]
    assert restore(retell=True)[-1] == "46 retold again, 4 kept: changed here."


def test_what_an_editor_corrected_in_the_captured_text_is_kept(saved):
    restore(*saved.values())
    post = Post.objects.get(slug="raining-marshmallows-in-north-korea")
    post.body = post.body.replace("<p>", "<p><em>", 1).replace("</p>", "</em></p>", 1)
    post.save()
    headed = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    headed.body = headed.body.replace("<p>", "<h2>A heading</h2><p>", 1)
    headed.save()
    caption = Figure.objects.get(name="kim-jong-un")
    caption.caption += " (left)"
    caption.save()
    comment = Comment.objects.get(archived_name="Erin Bush")
    replace_archived_text(comment, f"{comment.text}!", "verbatim")
    before = texts()
    assert restore(*saved.values())[-1] == "46 already as captured, 4 kept: changed here."
    assert texts() == before
    assert restore(retell=True)[-1] == "46 retold again, 4 kept: changed here."
    assert Post.objects.get(pk=post.pk).body == post.body
    assert Post.objects.get(pk=headed.pk).body == headed.body
    assert Figure.objects.get(pk=caption.pk).caption == caption.caption
    assert Comment.objects.get(pk=comment.pk).text == comment.text


def test_an_editor_who_saves_a_form_without_a_change_has_changed_nothing(saved):
    film = Film.objects.get(slug="what-north-korean-defectors-think-of-korea")
    Film.objects.filter(pk=film.pk).update(synopsis=film.synopsis.replace("\n", "\r\n"))
    assert restore(saved["001"])[-1] == "12 restored."


def test_what_is_not_in_the_database_is_reported_and_the_rest_restored(saved):
    Comment.objects.get(archived_name="Melody").delete()
    Post.objects.get(slug="the-defector-on-tvos-doc-studio").delete()
    report = restore(*saved.values())
    assert "post “The Defector on TVO’s Doc Studio”: missing here" in report
    assert report[-1] == "48 restored, 2 missing here."


def test_a_title_that_an_editor_corrected_is_no_hindrance(saved):
    Post.objects.update(title="Corrected")
    Comment.objects.filter(archived_name="Melody").update(archived_name="Somebody")
    assert restore(*saved.values())[-1] == "50 restored."
    assert {*Post.objects.values_list("title", flat=True)} == {"Corrected"}


# The engine's act


def test_replacing_a_text_renders_it_and_moves_the_version_of_its_discussion():
    comment = make_comment(make_discussion(), text_origin="retold")
    before = Discussion.objects.get(pk=comment.discussion_id).version
    replace_archived_text(comment, "Said\n\n<once>", "verbatim")
    stored = Comment.objects.get(pk=comment.pk)
    assert stored.html == "<p>Said</p>\n\n<p>&lt;once&gt;</p>"
    assert (stored.text, stored.text_origin) == (comment.text, comment.text_origin)
    assert stored.discussion.version == before + 1
    assert (stored.status, stored.edited_at) == ("published", None)


@pytest.mark.parametrize("origin", ["original", "retold"])
def test_what_was_written_here_or_changed_meanwhile_is_never_replaced(origin):
    comment = make_comment(make_discussion(), text_origin=origin)
    if origin == "retold":
        Comment.objects.update(text="Changed meanwhile.")
    before = rows()
    with pytest.raises(NotPossible):
        replace_archived_text(comment, "Something else.", "verbatim")
    assert rows() == before
