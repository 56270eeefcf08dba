"""The files of pictures, as they are served, and the settings that say from where."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from archive.media import images
from archive.models import Figure
from tests.project.test_project import manage

from ..factories import make_post
from ..pictures import content_of, from_a_phone, image_tag, upload


@pytest.fixture
def figure(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    post = make_post(body='<figure data-figure="street"></figure>')
    figure = Figure.objects.create(post=post, name="street")
    images.attach(figure, upload(from_a_phone()))
    return figure


@pytest.fixture
def file_address(figure):
    return images.address(figure.image.name)


def test_a_file_may_be_kept_for_ever_and_is_what_it_says(client, file_address):
    response = client.get(file_address, headers={"accept-encoding": "gzip"})
    assert len(content_of(response)) == int(response.headers["Content-Length"])
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in response.headers
    assert not response.cookies


def test_a_file_is_served_without_a_look_into_the_database(
    client, file_address, django_assert_num_queries
):
    with django_assert_num_queries(0):
        content_of(client.get(file_address))


@pytest.mark.parametrize(
    "name",
    [
        "../archive.sqlite3",
        "pictures/../../archive.sqlite3",
        "%2e%2e/archive.sqlite3",
        "archive.sqlite3",
        "pictures/",
        "pictures/secret.txt",
        f"pictures/ab/{'ab' * 32}.svg",
        f"pictures/ab/{'ab' * 32}.jpg",
        f"pictures/ab/{'AB' * 32}.jpg",
        f"pictures/cd/{'ab' * 32}.jpg",
        f"pictures/ab/{'ab' * 32}-480.jpg%00",
        f"pictures/ab/{'ab' * 32}.jpg%0A",
    ],
)
def test_no_other_name_is_served(client, figure, name):
    for other in ("archive.sqlite3", "pictures/secret.txt", f"pictures/ab/{'ab' * 32}.svg"):
        default_storage.save(other, ContentFile(b"secret"))
    assert client.get(f"/media/{name}").status_code == 404


def test_the_page_names_the_host_that_has_the_files(client, figure, settings):
    settings.MEDIA_URL = "https://pictures.example/archive/"
    shown = image_tag(client.get(figure.post.get_absolute_url()))
    assert shown["src"].startswith("https://pictures.example/archive/pictures/")
    assert "https://pictures.example/archive/pictures/" in shown["srcset"]


@pytest.mark.parametrize(
    ("address", "policy", "is_served_here"),
    [
        ("/media/", "'self' data:", True),
        ("/pictures/of/", "'self' data:", True),
        ("https://cdn.example/a/", "'self' data: https://cdn.example", False),
    ],
)
def test_the_policy_allows_the_host_of_the_pictures_and_no_other(address, policy, is_served_here):
    said = (
        "from django.conf import settings; from archive.urls import media_urls; "
        "print(*settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'], bool(media_urls))"
    )
    done = manage("shell", "-v0", "-c", said, MEDIA_URL=address)
    assert done.stdout.strip() == f"{policy} {is_served_here}"


@pytest.mark.parametrize("value", ["media", "/media", "/", "//evil/", "ftp://x/", "https://a b/"])
def test_an_address_of_pictures_that_is_none_stops_the_start(value):
    done = manage("check", MEDIA_URL=value)
    assert done.returncode != 0
    assert "MEDIA_URL" in done.stderr


def test_an_unknown_storage_stops_the_start_with_one_line():
    done = manage("shell", "-v0", "-c", "import archive.wsgi", MEDIA_STORAGE="no.such.Storage")
    assert done.returncode != 0
    assert "MEDIA_STORAGE" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_settings_of_a_storage_are_given_as_json():
    done = manage(
        "shell",
        "-v0",
        "-c",
        "from django.core.files.storage import default_storage as s; print(s.location)",
        MEDIA_STORAGE_OPTIONS='{"location": "/somewhere"}',
    )
    assert done.stdout.strip() == "/somewhere"
