"""The first collection against the facts of its captures."""

import hashlib
import json
import re
import unicodedata
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import Capture, Film, Nomination, Post, Tag
from comments.models import Comment

from .. import facts

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def discussion_of(slug):
    return Post.objects.get(slug=slug).discussion.comments


def test_the_soundoff_has_its_people_dates_and_threads():
    comments = discussion_of("north-korean-defectors-beaten-killed").order_by("position")
    found = [
        (c.archived_name, c.printed_date, c.parent and c.parent.archived_name) for c in comments
    ]
    assert found == facts.SOUNDOFF
    kev = comments.get(archived_name="Kev")
    assert (kev.depth, kev.root.archived_name) == (2, "janice")


def test_the_times_of_the_soundoff_are_eastern_and_marked_as_assumed():
    mark = discussion_of("north-korean-defectors-beaten-killed").get(archived_name="Mark G")
    assert mark.posted_at.isoformat() == "2013-05-06T04:02:00+00:00"
    assert mark.machine_date == "2013-05-06T00:02-04:00"
    assert mark.zone_is_assumed


def test_the_film_comments_keep_their_order_and_what_is_unknown_stays_unknown():
    film = Film.objects.get(slug="what-north-korean-defectors-think-of-korea")
    comments = film.discussion.comments.order_by("position")
    assert [(c.archived_name, c.printed_date) for c in comments] == facts.FILM_COMMENTS
    assert {c.posted_at for c in comments} == {None}
    assert (film.discussion.claimed_count, film.discussion.comment_count) == (13, 11)


def test_what_north_korean_defectors_think_of_korea():
    film = Film.objects.get(slug="what-north-korean-defectors-think-of-korea")
    assert film.year == 2017
    assert [str(category) for category in film.categories.all()] == ["Politics"]
    assert (film.source_rating, film.source_rating_count) == (Decimal("7.61"), 49)
    assert film.rating == Decimal("7.61")
    assert film.get_offered_as_display() == "Playlist"
    assert film.also_known_as == ["What North Korean Defectors Think"]


def test_seoul_train():
    film = Film.objects.get(slug="seoul-train")
    assert film.year == 2004
    release, synopsis = film.releases.all()
    assert (release.released_on, release.country) == (date(2004, 11, 12), "USA")
    assert (synopsis.date_text, synopsis.date_precision) == ("2005", "year")
    credits = {(c.get_role_display(), str(c.person)) for c in film.credits.all()}
    assert credits == facts.SEOUL_TRAIN_CREDITS
    reviews = film.reviews.comments.order_by("position")
    assert [review.archived_name for review in reviews] == facts.REVIEWERS
    assert {review.kind for review in reviews} == {"review"}


@pytest.mark.parametrize("slug", facts.TAG_PAGES)
def test_a_tag_page_has_its_ten_posts_in_the_captured_order(slug):
    posts = Post.objects.published().in_order_of(Tag.objects.get(slug=slug))
    assert [post.title for post in posts] == facts.TAG_PAGES[slug]


def test_two_posts_stand_in_both_tag_pages_and_are_stored_once():
    titles = [title for titles in facts.TAG_PAGES.values() for title in titles]
    assert len(titles) == 20
    assert Post.objects.filter(title__in=titles).count() == 18
    for title in (facts.CRACKDOWN, facts.SATIRIST):
        assert Post.objects.get(title=title).appearances.count() == 2


def test_figures_have_their_captions_and_credits():
    for title, expected in facts.FIGURES.items():
        figures = Post.objects.get(title=title).figures.all()
        said = {text for figure in figures for text in (figure.caption, figure.credit)}
        assert set(expected) <= said
        assert len(figures) == facts.FIGURE_COUNTS.get(title, len(expected))


def test_videos_have_their_ids():
    for title, video_id in facts.VIDEOS.items():
        assert [v.provider_id for v in Post.objects.get(title=title).videos.all()] == [video_id]


def test_every_prize_is_there_with_its_evidence():
    nominations = Nomination.objects.select_related("award", "film")
    found = {
        (n.award.name, n.category, n.film.title, n.get_outcome_display(), n.date_text)
        for n in nominations
    }
    assert found == facts.PRIZES
    assert all(nomination.evidence.exists() for nomination in nominations)


def test_undated_posts_stay_undated():
    dated = Post.objects.exclude(dated_on=None)
    assert [(post.dateline, post.dated_on) for post in dated] == [
        (["April 8th, 2013", "09:55 PM ET"], date(2013, 4, 8))
    ]


def test_it_goes_into_an_empty_archive_only():
    title = Post.objects.first().title
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_collection")
    call_command("load_collection", if_empty=True)
    assert Post.objects.first().title == title
    assert Post.objects.count() == 19


# With the captured pages


def words(text):
    """The words of a text without marks, for comparing runs of them."""
    text = unescape(re.sub(r"<[^>]*>", " ", text)).casefold()
    bare = (re.sub(r"[^\w]", "", word) for word in text.split())
    return [word for word in bare if word]


def lines_of(path):
    lines = (unicodedata.normalize("NFC", line) for line in path.read_text().splitlines())
    return [" ".join(line.split()) for line in lines if line.strip()]


def repository_texts():
    """Each text file of the project with its words; fixtures string by string."""

    def strings(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for item in value.values() if isinstance(value, dict) else value:
                yield from strings(item)

    ignored = {".git", ".venv", "var", ".pytest_cache", ".ruff_cache", ".hypothesis"}
    for path in ROOT.rglob("*"):
        if not path.is_file() or ignored & set(path.relative_to(ROOT).parts):
            continue
        if path.parent.name == "fixtures":
            yield from ((path.name, words(text)) for text in strings(json.loads(path.read_text())))
        elif path.suffix in {".py", ".html", ".md", ".po", ".js", ".css", ".toml"}:
            yield path.name, words(path.read_text())


@pytest.mark.captures
def test_no_run_of_eight_words_of_a_captured_line_stands_in_the_repository(captures):
    titles = {*Post.objects.values_list("title", flat=True)}
    titles |= {*Film.objects.values_list("title", flat=True)}
    titles |= {"You must be logged in to post a comment."}
    titles |= {f"{award} {category}" for award, category, *_ in facts.PRIZES}
    exempt = [" ".join(words(title)) for title in titles]
    runs = set()
    for path in captures.values():
        for line in lines_of(path):
            said = words(line)
            for start in range(len(said) - 7):
                run = " ".join(said[start : start + 8])
                if not any(run in title for title in exempt):
                    runs.add(run)
    assert len(runs) > 1000
    found = {
        (name, run)
        for name, said in repository_texts()
        for start in range(len(said) - 7)
        if (run := " ".join(said[start : start + 8])) in runs
    }
    assert not found


@pytest.mark.captures
def test_captures_are_known_by_the_hash_of_their_files(captures):
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest() for path in captures.values()}
    assert set(Capture.objects.values_list("sha256", flat=True)) == hashes


@pytest.mark.captures
def test_each_retold_post_has_a_paragraph_or_figure_for_each_line_it_proves(captures):
    for slug, number in (("defectors", "002"), ("south-korea", "004")):
        lines = lines_of(captures[number])
        posts = list(Post.objects.in_order_of(Tag.objects.get(slug=slug)))
        starts = [lines.index(post.title) for post in posts] + [len(lines)]
        for post, (start, end) in zip(posts, pairwise(starts), strict=True):
            said = lines[start + 1 : end]
            digest = hashlib.sha256("\n".join(said).encode()).hexdigest()
            assert digest == post.text_sha256
            assert len(re.findall("<p>|<figure ", post.body)) == len(said)


@pytest.mark.captures
def test_each_archived_comment_proves_its_captured_text(captures):
    lines = lines_of(captures["000"])
    for comment in discussion_of("north-korean-defectors-beaten-killed").all():
        end = lines.index(f"{comment.printed_date} |")
        name = next(
            place for place in range(end, 0, -1) if lines[place].endswith(comment.archived_name)
        )
        digest = hashlib.sha256("\n".join(lines[name + 1 : end]).encode()).hexdigest()
        assert digest == comment.text_sha256
    assert not Comment.objects.filter(text_sha256="").exists()
