"""Films that have a picture, and those that have a drawn poster."""

import re

import pytest

from archive.media import images
from archive.models import Film

from ..factories import make_film
from ..forms import address, save
from ..pictures import encoded, from_a_phone, halves, image_tag, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_a_film_with_a_picture_shows_it_instead_of_the_drawn_poster(desk):
    film = make_film()
    save(desk, Film, film.pk, image=upload(from_a_phone()), alt="Two people at a river")
    page = desk.get(film.get_absolute_url())
    shown = image_tag(page)
    assert (shown["width"], shown["height"]) == ("800", "1200")
    assert shown["alt"] == "Two people at a river"
    assert "loading" not in shown
    card = re.search(
        r'<a href="[^"]*/film-\d+/">\s*(<img.*?)>', desk.get("/films/").content.decode()
    )
    assert 'alt=""' in card[1]
    assert 'loading="lazy"' in card[1]


def test_a_film_without_a_picture_keeps_its_drawn_poster(client):
    film = make_film("Only drawn")
    page = client.get(film.get_absolute_url()).content.decode()
    assert '<svg class="poster"' in page.split('class="film-poster"')[1].split("</div>")[0]


def test_the_picture_of_a_related_film_is_on_its_card(client):
    film, other = make_film(), make_film("The other")
    images.attach(other, upload(from_a_phone()))
    page = client.get(film.get_absolute_url()).content.decode()
    related = page.split('id="more-films"')[1]
    assert images.address(other.image.name) in related


def test_a_moderator_who_may_only_look_sees_that_there_is_a_picture(client, moderator):
    film = make_film()
    images.attach(film, upload(from_a_phone()))
    client.force_login(moderator)
    page = client.get(address(Film, "change", film.pk))
    assert film.image.name in page.content.decode()


def test_the_card_of_a_wide_picture_asks_for_what_is_cut_off_too(client):
    tall, wide = make_film("Tall"), make_film("Wide")
    images.attach(tall, upload(from_a_phone()))
    images.attach(wide, upload(encoded(halves(1600, 800), "JPEG")))
    page = client.get("/films/").content.decode()
    assert 'sizes="(min-width: 40em) 220px, 44vw"' in page
    assert 'sizes="(min-width: 40em) 660px, 132vw"' in page
