"""The grids for credits and prizes."""

import pytest

from archive.models import Film, Nomination, Person, Tag
from tests.reading import text_of

from ..factories import make_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def send(client, film, kind, *rows):
    """Send a grid with these rows; the first ones stand for those that are there."""
    address = f"/admin/archive/film/{film.pk}/{kind}/"
    there = client.get(address).context["rows"].initial_form_count()
    data = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": there}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return client.post(address, data, follow=True)


def test_credits_are_written_in_order_and_new_people_are_made(desk):
    film = make_film("New film")
    send(
        desk,
        film,
        "credits",
        {"person": "ann shin", "role": "director"},
        {"person": "Somebody New", "role": "producer", "note": "for nobody"},
        {"person": "", "role": "director"},
    )
    assert [(c.person.name, c.role, c.note) for c in film.credits.all()] == [
        ("Ann Shin", "director", ""),
        ("Somebody New", "producer", "for nobody"),
    ]
    assert "Somebody New" in text_of(desk.get("/people/somebody-new/"))


def test_a_row_taken_away_is_gone_and_the_others_stay(desk):
    film = Film.objects.get(slug="seoul-train")
    rows = [
        {"person": credit.person.name, "role": credit.role, "note": credit.note}
        for credit in film.credits.all()
    ]
    rows[0]["DELETE"] = "on"
    send(desk, film, "credits", *rows)
    assert film.credits.count() == len(rows) - 1
    assert not film.credits.filter(person__name="Jim Butterworth", role="producer").exists()


def test_a_prize_needs_its_evidence_and_keeps_what_was_typed(desk):
    film = make_film()
    row = {"award": "Golden Reel", "outcome": "won", "given": "2015-03", "evidence": "Nothing"}
    answer = send(desk, film, "prizes", row)
    assert "No post and no captured page has this title." in text_of(answer)
    assert 'value="Golden Reel"' in answer.content.decode()
    assert not film.nominations.exists()
    send(desk, film, "prizes", row | {"evidence": "Tag Archives: Defectors"})
    prize = film.nominations.get()
    assert (prize.award.name, prize.outcome, prize.date_text) == (
        "Golden Reel",
        "won",
        "March 2015",
    )
    assert prize.evidence.get().capture.title == "Tag Archives: Defectors"


@pytest.mark.parametrize("given", ["May 2015", "2015-13", "15"])
def test_a_date_that_is_none_is_refused_with_its_form(desk, given):
    row = {"award": "X", "outcome": "won", "given": given, "evidence": "Seoul Train"}
    assert "Write a date as 2007" in text_of(send(desk, make_film(), "prizes", row))


def test_saving_an_untouched_grid_changes_nothing(desk):
    film = Film.objects.get(slug="the-defector-escape-from-north-korea")
    before = list(film.nominations.order_by("pk").values())
    page = desk.get(f"/admin/archive/film/{film.pk}/prizes/")
    rows = [form.initial for form in page.context["rows"].initial_forms]
    send(desk, film, "prizes", *rows)
    assert list(Nomination.objects.filter(film=film).order_by("pk").values()) == before


def test_another_evidence_takes_the_place_of_the_one_shown(desk):
    film = make_film()
    row = {"award": "Golden Reel", "outcome": "won", "evidence": "Tag Archives: Defectors"}
    send(desk, film, "prizes", row)
    prize = film.nominations.get()
    send(
        desk,
        film,
        "prizes",
        row | {"pk": prize.pk, "evidence": "Raining marshmallows in North Korea"},
    )
    assert prize.evidence.get().post.title == "Raining marshmallows in North Korea"


def test_tags_are_offered_the_ones_that_begin_with_it_first(desk):
    for name in ("Aftermath", "Mathematics", "Math"):
        Tag.objects.create(name=name, slug=name.lower())
    answer = desk.get("/admin/archive/film/suggest/?kind=tag&q=math").json()
    assert answer["names"] == ["Math", "Mathematics", "Aftermath"]


def test_names_are_offered_while_typing(desk):
    answer = desk.get("/admin/archive/film/suggest/?kind=person&q=butter").json()
    assert answer == {"names": ["Jim Butterworth"]}


def test_a_reader_is_offered_nothing(client, reader):
    client.force_login(reader)
    assert client.get("/admin/archive/film/suggest/?kind=person&q=b").status_code in (302, 403)
    assert Person.objects.exists()
