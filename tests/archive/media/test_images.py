"""Pictures: from an upload at the desk to what a reader gets."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from archive.media import images
from archive.models import Figure, Post
from tests.reading import text_of

from ..factories import make_film, make_post
from ..forms import address, filled, save
from ..pictures import (
    BLUE,
    NEEDED,
    RED,
    SECRET,
    claiming,
    content_at,
    encoded,
    from_a_phone,
    halves,
    image_tag,
    is_near,
    parts_of,
    served,
    stored,
    upload,
)

pytestmark = pytest.mark.django_db
BODY = '<p>Look:</p><figure data-figure="street"></figure>'


@pytest.fixture(autouse=True, params=["FileSystemStorage", "InMemoryStorage"])
def storage(request, settings, tmp_path):
    """Every test runs on files and on a storage that has no paths at all."""
    settings.MEDIA_ROOT = tmp_path
    backend = f"django.core.files.storage.{request.param}"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend}}
    return default_storage


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """A block at whose end everything that waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def post():
    return make_post(body=BODY)


@pytest.fixture
def figure(post):
    return Figure.objects.create(post=post, name="street", alt="A street", caption="At noon")


def choose(desk, figure, file, **changes):
    """What an editor does who chooses a file for the figure and saves the post."""
    return save(desk, Post, figure.post_id, **{"figures-0-image": file, **changes})


# What a reader gets


def test_an_uploaded_picture_stands_in_the_post_in_a_few_widths(desk, figure):
    choose(desk, figure, upload(encoded(halves(2000, 1500), "JPEG")))
    shown = image_tag(desk.get(figure.post.get_absolute_url()))
    assert (shown["width"], shown["height"], shown["alt"]) == ("2000", "1500", "A street")
    assert (shown["loading"], shown["decoding"]) == ("lazy", "async")
    assert shown["sizes"]
    files = [entry.split() for entry in shown["srcset"].split(", ")]
    assert [width for _url, width in files] == ["480w", "960w", "1600w", "2000w"]
    for url, width in files:
        assert f"{served(desk, url).width}w" == width
    assert shown["src"] == files[1][0]


def test_a_small_picture_has_one_file_and_is_not_enlarged(desk, figure):
    choose(desk, figure, upload(encoded(Image.new("RGB", (1, 1)), "PNG")))
    shown = image_tag(desk.get(figure.post.get_absolute_url()))
    assert (shown["width"], shown["height"]) == ("1", "1")
    assert "srcset" not in shown
    assert served(desk, shown["src"]).size == (1, 1)
    assert len(stored()) == 1


def test_a_very_wide_picture_is_kept_2400_pixels_wide(desk, figure):
    choose(desk, figure, upload(encoded(halves(6000, 1000), "JPEG")))
    shown = image_tag(desk.get(figure.post.get_absolute_url()))
    assert (shown["width"], shown["height"]) == ("2400", "400")
    assert "480w" in shown["srcset"]
    assert "2400w" in shown["srcset"]


def test_nobody_learns_where_a_picture_was_taken_or_what_its_file_was_called(desk, figure):
    choose(desk, figure, upload(from_a_phone()))
    page = desk.get(figure.post.get_absolute_url())
    assert "my home" not in page.content.decode()
    assert len(stored()) == 2
    for name in stored():
        content = content_at(name)
        assert parts_of(content) <= NEEDED["jpg"]
        assert SECRET.encode() not in content


def test_a_picture_taken_with_a_turned_camera_stands_upright(desk, figure):
    choose(desk, figure, upload(from_a_phone(1200, 800)))
    shown = image_tag(desk.get(figure.post.get_absolute_url()))
    assert (shown["width"], shown["height"]) == ("800", "1200")
    image = served(desk, shown["src"])
    assert is_near(image.getpixel((image.width // 2, 20)), RED)
    assert is_near(image.getpixel((image.width // 2, image.height - 20)), BLUE)


# What is refused

TOO_LARGE = "This file is too large: a picture may have 12 MB."
UNKNOWN = "This is not a picture we know: it must be a JPEG, PNG, WebP or GIF file."
DAMAGED = "This picture is damaged and cannot be read to its end."
TOO_MANY = (
    "This picture has too many pixels: at most 40 million, like 8000 × 5000, and 16000 on the "
    "longer side."
)
REFUSED = {
    "text named .jpg": (b"Dear editors, this is not a picture at all.", UNKNOWN),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', UNKNOWN),
    "TIFF": (encoded(halves(), "TIFF"), UNKNOWN),
    "truncated": (encoded(halves(), "JPEG")[:-2000], DAMAGED),
    "a bomb": (claiming(60_000, 60_000), TOO_MANY),
    "a smaller bomb": (claiming(8_000, 5_001), TOO_MANY),
    "a thread": (claiming(16_001, 1), TOO_MANY),
    "large": (encoded(halves(), "JPEG") + b"\0" * 12 * 1024 * 1024, TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_a_picture_is_refused_beside_its_field(desk, figure, name):
    content, reason = REFUSED[name]
    page = choose(desk, figure, upload(content), title="Typed just now")
    form = page.context["inline_admin_formsets"][0].formset.forms[0]
    assert list(form.errors) == ["image"]
    assert form.errors["image"] == [reason]
    assert "Choose the file again" in text_of(page)
    assert "Typed just now" in page.content.decode()
    assert stored() == []
    figure.refresh_from_db()
    assert not figure.image


def test_what_is_refused_is_not_read_whole(desk, figure, monkeypatch):
    sizes = []
    monkeypatch.setattr(
        images,
        "check",
        lambda file, check=images.check: (sizes.append(file.size), check(file)),
    )
    choose(desk, figure, upload(b"\xff\xd8" + b"\0" * 40 * 1024 * 1024))
    assert 12 * 1024**2 < sizes[0] < 13 * 1024**2


def test_a_good_picture_beside_a_mistake_elsewhere_must_be_chosen_again(desk, figure):
    page = choose(desk, figure, upload(from_a_phone()), title="")
    assert "This field is required." in text_of(page)
    assert "Choose the file again: it does not come back with the page." in text_of(page)
    assert stored() == []
    assert "Choose the file again" not in text_of(
        desk.get(address(Post, "change", figure.post_id))
    )


def test_after_a_mistake_the_form_still_shows_the_picture_there_is(desk, figure):
    images.attach(figure, upload(encoded(halves(), "JPEG")))
    page = choose(desk, figure, upload(b"no picture"))
    assert figure.image.name.rpartition(".")[0] in page.content.decode()


def test_an_importer_is_told_the_same_and_nothing_changes(figure):
    images.attach(figure, upload(encoded(halves(), "JPEG")))
    before = figure.image.name
    with pytest.raises(ValidationError, match="not a picture we know"):
        images.attach(figure, ContentFile(b"no picture"))
    figure.refresh_from_db()
    assert figure.image.name == before


# Replacing, removing, sharing


def test_the_same_picture_twice_is_stored_once(figure, commits):
    film = make_film()
    with commits():
        images.attach(figure, upload(from_a_phone()))
    before = stored()
    with commits():
        images.attach(film, upload(from_a_phone(), "another name.png"))
    assert stored() == before
    assert film.image.name == figure.image.name


def test_a_replaced_picture_goes_when_nothing_else_uses_it(desk, figure, commits):
    images.attach(figure, upload(from_a_phone()))
    old = stored()
    with commits():
        choose(desk, figure, upload(encoded(halves(500, 500), "PNG"), "new.png"))
    assert len(stored()) == 2
    assert not set(old) & set(stored())


def test_a_replaced_picture_stays_where_another_row_uses_it(desk, figure, commits):
    film = make_film()
    for thing in (film, figure):
        images.attach(thing, upload(from_a_phone()))
    with commits():
        choose(desk, figure, upload(encoded(halves(500, 500), "PNG")))
    assert image_tag(desk.get(film.get_absolute_url()))["src"]
    assert served(desk, images.address(film.image.name))


def test_removing_a_picture_leaves_the_figure_and_no_file(desk, figure, commits):
    images.attach(figure, upload(from_a_phone()))
    with commits():
        choose(desk, figure, None, **{"figures-0-image-clear": "on"})
    assert stored() == []
    text = text_of(desk.get(figure.post.get_absolute_url()))
    assert "The picture was not archived." in text
    assert "At noon" in text


def test_a_form_saved_without_a_change_keeps_the_picture(desk, figure, commits):
    images.attach(figure, upload(from_a_phone()))
    before = stored()
    with commits():
        choose(desk, figure, None, **{"figures-0-caption": "Later"})
    assert stored() == before
    figure.refresh_from_db()
    assert (figure.image.name in before, figure.width, figure.sizes) == (True, 800, [480])


@pytest.mark.parametrize("what", ["figure", "post", "queryset"])
def test_the_files_go_with_the_thing(figure, commits, what):
    images.attach(figure, upload(from_a_phone()))
    with commits():
        if what == "queryset":
            Figure.objects.filter(pk=figure.pk).delete()
        else:
            {"figure": figure, "post": figure.post}[what].delete()
    assert stored() == []


def test_nothing_goes_when_the_change_is_undone(figure, commits):
    images.attach(figure, upload(from_a_phone()))
    before = stored()
    with commits(), pytest.raises(RuntimeError), transaction.atomic():
        images.remove(figure)
        raise RuntimeError
    assert stored() == before


def test_a_write_that_broke_off_is_made_good_by_the_next_upload(figure):
    picture = images.prepare(upload(from_a_phone()))
    default_storage.save(picture.name, ContentFile(picture.files[picture.name][:100]))
    images.attach(figure, picture)
    assert content_at(picture.name) == picture.files[picture.name]


def test_a_new_figure_is_made_with_its_picture(desk, post):
    where = address(Post, "change", post.pk)
    figure = {"name": "street", "position": 0, "caption_origin": "original", "alt": "A street"}
    data = filled(
        desk.get(where), **{f"figures-0-{name}": value for name, value in figure.items()}
    )
    data |= {"figures-TOTAL_FORMS": 1, "figures-0-post": post.pk}
    desk.post(where, data | {"figures-0-image": upload(from_a_phone())})
    shown = image_tag(desk.get(post.get_absolute_url()))
    assert (shown["alt"], shown["width"]) == ("A street", "800")
