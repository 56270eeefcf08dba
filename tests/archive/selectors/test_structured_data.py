"""What pages say of themselves to other sites and to search engines."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from archive.media import images
from archive.models import Figure, Film, Post
from comments.models import Comment
from tests.comments.factories import make_comment

from ..factories import make_film, make_post
from ..public_pages import PUBLIC_PAGES

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"
SEOUL_TRAIN = "/films/seoul-train/"
HTML_PAGES = [
    address
    for address in PUBLIC_PAGES
    if not address.endswith((".xml", ".txt")) and "feed" not in address
]


def open_graph(response):
    """The og: properties of a page."""
    html = response.content.decode()
    found = re.findall(r'<meta property="([\w:]+)" content="([^"]*)">', html)
    return {name: unescape(content) for name, content in found}


def structured(response):
    """The JSON-LD of a page, which has one piece at the most; None if it has none."""
    html = response.content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) < 2
    return json.loads(found[0]) if found else None


def breadcrumbs(response):
    """Names and addresses of a page's breadcrumbs, as machines read them."""
    html = response.content.decode()
    return re.findall(r'<a itemprop="item" href="([^"]*)"><span itemprop="name">(.*?)<', html)


def stored_picture(thing):
    """Give this thing a picture of 1000 by 500."""
    file = BytesIO()
    Image.new("RGB", (1000, 500), "navy").save(file, "JPEG")
    upload = ContentFile(file.getvalue(), "picture.jpg")
    images.attach(thing, upload)


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    settings.SITE_URL = "https://archive.example"
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("language", ["", "/ko"])
@pytest.mark.parametrize("address", HTML_PAGES)
def test_a_link_to_any_page_is_shown_well_elsewhere(client, address, language):
    response = client.get(language + address)
    said = open_graph(response)
    title = re.search(r"<title>(.*?)</title>", response.content.decode())[1]
    assert said["og:title"]
    assert unescape(title) == f"{said['og:title']} – {said['og:site_name']}"
    assert said["og:type"] in ("website", "article", "video.movie", "profile")
    assert said["og:url"].startswith(f"https://archive.example{language}/")
    assert said["og:description"]
    assert said["og:image"].startswith("https://archive.example/static/archive/card")
    assert client.get(said["og:url"]).status_code == 200


def test_the_address_that_is_shared_is_the_canonical_one(client):
    for _ in range(25):
        make_post()
    response = client.get("/posts/?page=2&utm=x")
    assert open_graph(response)["og:url"] == "https://archive.example/posts/?page=2"
    assert '<link rel="canonical" href="https://archive.example/posts/?page=2">' in (
        response.content.decode()
    )


def test_a_film_with_a_picture_is_shared_with_it(client):
    film = Film.objects.get(slug="seoul-train")
    film.alt = "A train"
    film.save()
    stored_picture(film)
    said = open_graph(client.get(SEOUL_TRAIN))
    assert said["og:type"] == "video.movie"
    assert said["og:image"].startswith("https://archive.example/media/pictures/")
    assert (said["og:image:width"], said["og:image:height"]) == ("1000", "500")
    assert said["og:image:alt"] == "A train"
    assert structured(client.get(SEOUL_TRAIN))["image"]["url"] == said["og:image"]


def test_a_post_is_shared_with_the_first_picture_that_is_here(client):
    post = make_post()
    Figure.objects.create(post=post, name="lost", position=1)
    figure = Figure.objects.create(post=post, name="here", position=2)
    stored_picture(figure)
    figure.refresh_from_db()
    said = open_graph(client.get(post.get_absolute_url()))
    assert said["og:image"] == f"https://archive.example/media/{figure.image.name}"


def test_a_post_says_what_it_is(client):
    response = client.get(NEWS)
    assert open_graph(response)["article:published_time"] == "2013-04-08"
    post = structured(response)
    assert post["@type"] == "BlogPosting"
    assert post["headline"] == "North Korean defectors beaten, killed"
    assert post["datePublished"] == "2013-04-08"
    assert post["articleSection"] == ["North Korea"]
    assert post["about"][0]["url"] == f"https://archive.example{SEOUL_TRAIN}"
    assert post["commentCount"] == len(post["comment"]) == 10
    first = post["comment"][0]
    assert (first["author"]["name"], first["dateCreated"]) == ("Mark G", "2013-05-06T00:02-04:00")
    # The capture has lost the name, so the source answers for it.
    assert (post["author"]["@type"], post["author"]["name"]) == (
        "Organization",
        "A news program’s blog",
    )


def test_what_a_capture_does_not_date_gets_no_date(client):
    assert "datePublished" not in structured(
        client.get("/posts/the-defector-has-won-the-2014-diversity-award/")
    )
    comments = structured(client.get("/films/what-north-korean-defectors-think-of-korea/"))
    assert all("dateCreated" not in comment for comment in comments["comment"])
    nameless = [comment for comment in comments["comment"] if "author" not in comment]
    assert len(nameless) == 5


def test_a_film_says_who_made_it_and_what_people_say(client):
    film = structured(client.get(SEOUL_TRAIN))
    assert film["@type"] == "Movie"
    assert film["datePublished"] == "2004-11-12"
    assert [person["name"] for person in film["director"]] == [
        "Jim Butterworth",
        "Lisa Sleeth",
        "Aaron Lubarsky",
    ]
    assert film["editor"][0]["url"] == "https://archive.example/people/aaron-lubarsky/"
    assert len(film["review"]) == 8
    assert film["review"][0]["author"]["name"] == "ThiefHott"
    rated = structured(client.get("/films/what-north-korean-defectors-think-of-korea/"))
    assert rated["aggregateRating"]["ratingValue"] == "7.61"
    assert rated["aggregateRating"]["ratingCount"] == 49


def test_a_web_documentary_is_no_movie(client):
    film = make_film(form="web")
    assert structured(client.get(film.get_absolute_url()))["@type"] == "CreativeWork"


def test_a_person_and_the_site_say_what_they_are(client):
    assert structured(client.get("/"))["@type"] == "WebSite"
    person = structured(client.get("/people/jim-butterworth/"))["mainEntity"]
    assert person["@type"] == "Person"
    assert any("National Journalism Awards" in prize for prize in person["award"])


def test_no_text_ends_its_script_early(client):
    post = make_post("</script><script>alert(1)</script>", body="<p>&lt;!-- & so</p>")
    response = client.get(post.get_absolute_url())
    assert structured(response)["headline"] == post.title
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("status", ["removed", "withdrawn", "pending"])
def test_what_was_taken_away_is_told_to_machines_neither(client, status):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    gone = make_comment(post.discussion, "Taken away.", status="published")
    make_comment(post.discussion, "An answer.", parent=gone)
    Comment.objects.filter(pk=gone.pk).update(status=status)
    response = client.get(NEWS)
    texts = [comment["text"] for comment in structured(response)["comment"]]
    assert "Taken away." not in response.content.decode()
    assert "An answer." in texts


def test_machines_get_the_beginning_of_long_discussions(client):
    post = make_post()
    for _ in range(40):
        make_comment(post.discussion, "long " * 900)
    comments = structured(client.get(post.get_absolute_url()))["comment"]
    assert len(json.dumps(comments)) < 10_000
    assert comments[0]["text"].startswith("long long")


@pytest.mark.parametrize(
    ("address", "trail"),
    [
        (NEWS, [("/posts/", "Posts")]),
        (SEOUL_TRAIN, [("/films/", "Films")]),
        ("/tags/defectors/", [("/tags/", "Tags")]),
        ("/people/ann-shin/", [("/people/", "People")]),
        ("/awards/silver-baton/", [("/awards/", "Prizes")]),
        ("/sources/the-defector-blog/", [("/sources/", "Sources")]),
        ("/archive/2013/", [("/archive/", "Posts by date")]),
        ("/archive/2013/4/", [("/archive/", "Posts by date"), ("/archive/2013/", "2013")]),
        (
            "/archive/2013/4/8/",
            [
                ("/archive/", "Posts by date"),
                ("/archive/2013/", "2013"),
                ("/archive/2013/4/", "April 2013"),
            ],
        ),
    ],
)
def test_breadcrumbs_lead_back_and_machines_can_read_them(client, address, trail):
    assert breadcrumbs(client.get(address)) == trail
