"""The pages that readers reach without an account, and the ways between them."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from archive.models import Award, Category, Person, Post, Redirect, Source, Tag
from tests.comments.factories import make_comment
from tests.reading import assert_in_order, text_of

from ..factories import make_film, make_post
from ..public_pages import PUBLIC_PAGES

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"
DIVERSITY = "/posts/the-defector-has-won-the-2014-diversity-award/"
DEFECTOR = "/films/the-defector-escape-from-north-korea/"


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_it_answers_in_both_languages(client, address):
    assert client.get(address).status_code == 200
    if not address.endswith((".xml", ".txt")):
        assert client.get(f"/ko{address}").status_code == 200


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_it_answers_with_bad_numbers_too(client, address):
    for query in ("page=0", "page=x", "page=99999", "from=x", "year=x", "page=%00"):
        separator = "&" if "?" in address else "?"
        assert client.get(f"{address}{separator}{query}").status_code in (200, 404)


def test_dated_posts_stand_in_the_archive_of_their_year_month_and_day(client):
    for address in ("/archive/2013/", "/archive/2013/4/", "/archive/2013/4/8/"):
        assert "North Korean defectors beaten, killed" in text_of(client.get(address))
    assert client.get("/archive/2012/").status_code == 404
    assert "2013 1 post" in text_of(client.get("/archive/"))


def test_a_post_dated_to_a_month_stands_in_no_day(client):
    make_post(
        "In April",
        text_origin="retold",
        dated_on="2013-04-01",
        date_precision="month",
        sort_at=timezone.now(),
    )
    assert "In April" in text_of(client.get("/archive/2013/4/"))
    assert client.get("/archive/2013/4/1/").status_code == 404


def test_what_is_written_here_is_dated_by_its_publication(client):
    post = make_post("Fresh", published_at=timezone.now() - timedelta(minutes=1))
    today = timezone.localdate()
    assert "Fresh" in text_of(client.get(f"/archive/{today.year}/{today.month}/{today.day}/"))
    assert client.get(post.archive_url).status_code == 200


def test_films_are_narrowed_by_facets_that_count(client):
    text = text_of(client.get("/films/"))
    assert_in_order(text, ["Year", "2004 1", "2017 1", "Category", "Politics 1", "Prize"])
    narrowed = text_of(client.get("/films/?award=canadian-screen-awards"))
    assert "The Defector: Escape from North Korea" in narrowed
    assert "Seoul Train" not in narrowed
    nothing = text_of(client.get("/films/?award=canadian-screen-awards&year=2004"))
    assert "No film is like that." in nothing


def test_a_chosen_facet_is_given_up_by_the_same_link(client):
    html = client.get("/films/?year=2004&category=politics").content.decode()
    assert re.search(r'href="\?category=politics"[^>]*aria-current="true">2004', html)


def test_a_person_has_credits_prizes_and_posts(client):
    text = text_of(client.get("/people/jim-butterworth/"))
    assert_in_order(
        text,
        [
            "Jim Butterworth",
            "Technology entrepreneur in Colorado",
            "Seoul Train",
            "Producer, Director, Camera",
            "Silver Baton",
            "North Korean defectors beaten, killed",
        ],
    )


def test_an_award_has_its_results_by_year_each_with_its_evidence(client):
    text = text_of(client.get("/awards/canadian-screen-awards/"))
    assert_in_order(
        text, ["Year unknown", "The Defector", "nominated", "Told by:", "2014 Diversity"]
    )
    baton = text_of(client.get("/awards/silver-baton/"))
    assert_in_order(baton, ["2007", "Seoul Train", "won", "January 2007", "Told by:"])


def test_a_source_says_what_was_captured_and_what_is_held(client):
    text = text_of(client.get("/sources/documentary-site/"))
    assert "We hold 11 comments of it." in text
    assert "comments: 13 claimed, 11 archived" in text
    assert "The day of the capture is not known." in text


def test_discussions_list_the_newest_comments_and_nothing_hidden(client):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    make_comment(post.discussion, "Said just now.")
    make_comment(post.discussion, "Not for you.", status="pending")
    text = text_of(client.get("/discussions/"))
    assert_in_order(text, ["Said just now.", "May 6, 2013 at 12:02 am"])
    assert "Not for you." not in text


def test_a_long_list_of_comments_is_turned_page_by_page(client):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    for n in range(35):
        make_comment(post.discussion, f"comment {n}")
    first, second = (text_of(client.get(f"/discussions/?page={n}")) for n in (1, 2))
    assert "comment 34" in first
    assert "comment 34" not in second
    assert client.get("/discussions/?page=9").status_code == 404


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (NEWS, "/films/seoul-train/"),
        (NEWS, "/categories/north-korea/"),
        (NEWS, "/sources/news-program-blog/"),
        (NEWS, "/archive/2013/4/8/"),
        (DIVERSITY, "/tags/south-korea/"),
        (DIVERSITY, "/awards/diversity-award/"),
        (DIVERSITY, DEFECTOR),
        (DEFECTOR, DIVERSITY),
        (DEFECTOR, "/people/ann-shin/"),
        (DEFECTOR, "/awards/diversity-award/"),
        ("/films/seoul-train/", NEWS),
        ("/films/seoul-train/", "/people/lisa-sleeth/"),
        ("/films/seoul-train/", "/sources/film-review-site/"),
        ("/people/ann-shin/", DEFECTOR),
        ("/awards/diversity-award/", DIVERSITY),
        ("/awards/diversity-award/", DEFECTOR),
        ("/sources/the-defector-blog/", DIVERSITY),
        ("/sources/the-defector-blog/", "/tags/defectors/"),
        ("/tags/south-korea/", DIVERSITY),
        ("/tags/", "/tags/south-korea/"),
        ("/", NEWS.replace(NEWS, DIVERSITY)),
        ("/", "/awards/"),
        ("/", "/sources/"),
    ],
)
def test_each_thing_leads_to_what_it_touches(client, here, there):
    assert f'href="{there}' in client.get(here).content.decode()


def test_related_things_say_why(client):
    text = text_of(client.get(DIVERSITY))
    assert "also about The Defector: Escape from North Korea" in text
    film = make_film("Trains of Asia")
    film.tags.add("Trains")
    seoul = make_film("Another train")
    seoul.tags.add("Trains")
    assert "also tagged Trains" in text_of(client.get(film.get_absolute_url()))


def test_the_posts_before_and_after_within_a_tag_and_a_source(client):
    page = text_of(client.get("/posts/the-defector-interactive-wins-digi-award/"))
    assert_in_order(page, ["South Korea", "Newer: JOL Interview", "Older: The Defector Op Doc"])
    first = text_of(client.get(DIVERSITY))
    assert "Newer:" not in first


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/tag/defectors/", "/tags/defectors/"),
        ("/tag/defectors/page/2/", "/tags/defectors/"),
        ("/tag/defectors/feed/", "/tags/defectors/feed/"),
        ("/category/politics/", "/categories/politics/"),
        ("/category/politics/page/3/", "/categories/politics/"),
        ("/category/world/asia/north-korea/", "/categories/north-korea/"),
        ("/2013/", "/archive/2013/"),
        ("/2013/04/", "/archive/2013/4/"),
        ("/2013/04/08/", "/archive/2013/4/8/"),
        ("/2013/04/08/north-korean-defectors-beaten-killed/", NEWS),
        ("/2013/04/08/north-korean-defectors-beaten-killed/comment-page-1/", NEWS),
        ("/ko/tag/defectors/", "/ko/tags/defectors/"),
        ("/ko/2013/04/08/north-korean-defectors-beaten-killed/", f"/ko{NEWS}"),
    ],
)
def test_addresses_as_blogs_had_them_land(client, old, new):
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, new)
    assert client.get(new).status_code == 200


def test_an_old_address_with_a_former_name_lands_too(client):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    post.slug = "beaten"
    post.save()
    response = client.get("/2013/04/08/north-korean-defectors-beaten-killed/", follow=True)
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, "/posts/beaten/")


@pytest.mark.parametrize("old", ["/2013/04/08/x/", "/tag/x/", "/category/x/", "/1999/"])
def test_an_old_address_of_what_never_was_ends_at_404(client, old):
    assert client.get(old, follow=True).status_code == 404


def test_an_old_address_of_what_was_withdrawn_ends_at_410_in_words(client):
    post = make_post(slug="gone", status="withdrawn")
    response = client.get("/2013/04/08/gone/", follow=True)
    assert response.status_code == 410
    text = text_of(response)
    assert "This page was withdrawn" in text
    assert post.title not in text


@pytest.mark.parametrize(
    "model", [Award, Category, Person, Source, Tag], ids=lambda model: model.__name__
)
def test_a_deleted_thing_answers_410_in_words(client, editor, model):
    thing = model.objects.create(name="Taken away", slug="taken-away")
    address = thing.get_absolute_url()
    model.objects.filter(pk=thing.pk).delete()
    for path in (address, f"/ko{address}"):
        response = client.get(path)
        assert response.status_code == 410
        assert "Content-Security-Policy" in response.headers
    text = text_of(client.get(address))
    assert "This page was withdrawn" in text
    assert "Taken away" not in text
    again = model.objects.create(name="Back again", slug="taken-away")
    client.force_login(editor)
    assert "Back again" in text_of(client.get(again.get_absolute_url()))


def test_a_deleted_draft_was_never_there(client):
    post = make_post(slug="secret-plan", status="draft")
    post.delete()
    assert client.get("/posts/secret-plan/").status_code == 404


def test_a_former_name_of_a_deleted_thing_ends_at_410(client):
    person = Person.objects.create(name="Somebody", slug="before")
    person.slug = "after"
    person.save()
    person.delete()
    assert client.get("/people/before/", follow=True).status_code == 410


def test_an_old_numbered_address_lands_where_an_editor_says(client):
    Redirect.objects.create(path="/?p=123", target=NEWS)
    response = client.get("/?p=123")
    assert (response.status_code, response.headers["Location"]) == (301, NEWS)
    assert client.get("/?p=124").status_code == 404


def test_feeds_hold_dated_items_only_with_stable_ids(client):
    text = client.get("/feed/").content.decode()
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    assert f"urn:uuid:{post.key}" in text
    assert text.count("<entry>") == 1
    discussion = client.get(f"/discussions/{post.discussion_id}/feed/").content.decode()
    assert discussion.count("<entry>") == 10
    assert "Mark G" in discussion


def test_the_sitemap_names_public_pages_only(client):
    draft = make_post("Draft", status="draft")
    text = client.get("/sitemap-posts.xml").content.decode()
    assert NEWS in text
    assert f"/ko{NEWS}" in text
    assert draft.slug not in text


def test_security_txt_is_there_once_the_operator_says_where_to(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@archive.example"
    text = client.get("/.well-known/security.txt?again").content.decode()
    assert "Contact: mailto:security@archive.example" in text


def test_the_sitemap_names_the_archives_by_date_that_are_there(client):
    make_post("March", text_origin="retold", dated_on=date(2012, 3, 1), date_precision="month")
    make_post("Year", text_origin="retold", dated_on=date(2011, 1, 1), date_precision="year")
    text = client.get("/sitemap-dates.xml").content.decode()
    found = re.findall(r"<loc>http://testserver(/archive/.*?)</loc>", text)
    assert found == [
        "/archive/2011/",
        "/archive/2012/",
        "/archive/2012/3/",
        "/archive/2013/",
        "/archive/2013/4/",
        "/archive/2013/4/8/",
    ]
    assert all(client.get(address).status_code == 200 for address in found)


def test_an_entry_of_a_feed_says_by_whom_and_when_it_changed(client):
    changed = timezone.now()
    Post.objects.filter(slug="north-korean-defectors-beaten-killed").update(edited_at=changed)
    text = client.get("/feed/").content.decode()
    assert "<author><name>The Soundoff Archive</name></author>" in text
    assert text.count("<author>") == 1
    assert text.count(f"<updated>{changed.isoformat(timespec='seconds')[:19]}") == 2
    assert "<published>2013-04-0" in text
    discussion = Post.objects.get(slug="north-korean-defectors-beaten-killed").discussion_id
    comments = client.get(f"/discussions/{discussion}/feed/").content.decode()
    assert comments.count("<updated>") == 10 + 1


def test_an_empty_feed_is_the_same_in_every_worker(client):
    text = client.get("/tags/defectors/feed/").content.decode()
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in text


def test_a_films_page_announces_the_feeds_of_both_its_discussions(client):
    html = client.get("/films/seoul-train/").content.decode()
    feeds = re.findall(r'href="(/discussions/\d+/feed/)"', html)
    assert len(set(feeds)) == 2
    assert all(client.get(feed).status_code == 200 for feed in feeds)


def test_the_guidelines_and_privacy_pages_give_the_figures_that_hold(client):
    text = text_of(client.get("/guidelines/"))
    assert "A comment has 3 to 5,000 characters." in text
    assert "for 15 minutes" in text
    assert "your first 2 comments" in text
    assert "2 flags bring it before a moderator; 3 hide it" in text
    assert "drop it after 30 days" in text_of(client.get("/privacy/"))


def test_the_links_of_a_feed_lead_here_from_anywhere(client):
    post = make_post(
        "Linked",
        body='<p id="one"><a href="/films/">Films</a> <a href="//other.example/">Other</a> '
        '<a href="#one">above</a> href="/as-text/</p>',
    )
    text = unescape(client.get("/feed/").content.decode())
    assert 'href="http://testserver/films/"' in text
    assert f'href="http://testserver{post.get_absolute_url()}#one"' in text
    assert 'href="http://testserver/as-text' not in text
