"""Following tags, films and discussions: the buttons on their pages, and the page of it all."""

from urllib.parse import quote

import pytest

from archive.actions import follows, merging
from archive.models import Film, Follow, Post, Tag
from comments.models import Frequency, Subscription
from comments.notifications import recipients, subscriptions
from tests.comments.factories import make_comment
from tests.reading import assert_in_order, text_of

from ..factories import make_film

pytestmark = pytest.mark.django_db
TAG, FILM = "/tags/defectors/", "/films/what-north-korean-defectors-think-of-korea/"
NEWS = "/posts/north-korean-defectors-beaten-killed/"
FOLLOWS = "/accounts/follows/"


@pytest.fixture
def tag():
    return Tag.objects.get(slug="defectors")


@pytest.fixture
def film():
    return Film.objects.get(slug="what-north-korean-defectors-think-of-korea")


@pytest.mark.parametrize("page", [TAG, FILM])
def test_the_button_on_a_page_follows_changes_and_stops(client, reader, page):
    client.force_login(reader)
    assert "Stop following" not in text_of(client.get(page))
    response = client.post(f"{page}follow/", {"frequency": "now"})
    assert response.headers["Location"] == page
    assert "Stop following" in text_of(client.get(page))
    client.post(f"{page}follow/", {"frequency": "daily"})
    assert '<option value="daily" selected>' in client.get(page).content.decode()
    assert Follow.objects.get().user == reader
    client.post(f"{page}follow/", {"frequency": "stop"})
    assert "Stop following" not in text_of(client.get(page))
    assert not Follow.objects.exists()


@pytest.mark.parametrize("page", [TAG, FILM])
def test_without_an_account_the_page_leads_to_log_in_and_back(client, page):
    response = client.get(page)
    html = response.content.decode()
    assert f'href="/accounts/login/?next={quote(page, safe="")}"' in html
    assert "<form" not in html
    assert not response.cookies
    response = client.post(f"{page}follow/", {"frequency": "now"})
    assert response.headers["Location"] == f"/accounts/login/?next={page}"
    assert not Follow.objects.exists()


def test_only_a_form_follows(client, reader):
    client.force_login(reader)
    assert client.get(f"{TAG}follow/").status_code == 405
    assert client.post(f"{TAG}follow/", {"frequency": "hourly"}).status_code == 404
    assert client.post("/tags/nothing/follow/", {"frequency": "now"}).status_code == 404


def test_a_film_that_is_not_public_can_only_be_left(client, reader):
    film = make_film(status="withdrawn")
    follows.follow(reader, film=film)
    client.force_login(reader)
    address = f"/films/{film.slug}/follow/"
    assert client.post(address, {"frequency": "daily"}).status_code == 404
    assert film.title in text_of(client.get(FOLLOWS))
    client.post(address, {"frequency": "stop"})
    assert film.title not in text_of(client.get(FOLLOWS))


def test_the_notify_box_of_a_documentary_works_after_logging_in(client, reader, film):
    text = text_of(client.get(FILM))
    assert "Notify of new comments, by mail, after logging in" in text
    client.force_login(reader)
    assert "Notify of new comments at once once a day no mail Follow" in text_of(client.get(FILM))
    client.post(f"/discussions/{film.discussion_id}/follow/", {"frequency": "daily"})
    subscription = Subscription.objects.get()
    assert (subscription.user, subscription.discussion) == (reader, film.discussion)
    assert subscription.frequency == Frequency.DAILY


def test_my_follows_shows_all_of_it_with_a_way_to_each(client, reader, tag, film):
    news = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    mine = make_comment(news.discussion, "What I had to say.", author=reader)
    subscriptions.follow(reader, news.discussion)
    subscriptions.follow(reader, film.reviews, frequency=Frequency.DAILY)
    subscriptions.follow(reader, news.discussion, mine)
    follows.follow(reader, tag=tag)
    follows.follow(reader, film=film)
    client.force_login(reader)
    response = client.get(FOLLOWS)
    assert_in_order(
        text_of(response),
        ["Discussions", film.title, "Reviews", news.title, "Answers to comments"]
        + ["What I had to say.", "Tags", "Defectors", "Films", film.title],
    )
    html = response.content.decode()
    for address in (f"{NEWS}#discussion", f"{FILM}#reviews", f"/comments/{mine.pk}/", TAG, FILM):
        assert f'href="{address}"' in html


def test_my_follows_is_empty_at_first_and_ones_own(client, reader, editor, tag):
    follows.follow(editor, tag=tag)
    assert client.get(FOLLOWS).headers["Location"] == f"/accounts/login/?next={FOLLOWS}"
    client.force_login(reader)
    text = text_of(client.get(FOLLOWS))
    assert "Nothing yet." in text
    assert "Defectors" not in text


def test_a_change_made_in_my_follows_leads_back_there(client, reader, tag):
    follows.follow(reader, tag=tag)
    client.force_login(reader)
    assert f'<input type="hidden" name="next" value="{FOLLOWS}">' in (
        client.get(FOLLOWS).content.decode()
    )
    response = client.post(f"{TAG}follow/", {"frequency": "stop", "next": FOLLOWS})
    assert response.headers["Location"] == FOLLOWS


def test_many_answers_come_in_pages_and_cost_no_more_queries(
    client, reader, film, django_assert_max_num_queries
):
    for number in range(31):
        comment = make_comment(film.discussion, f"Number {number}.", author=reader)
        subscriptions.follow(reader, film.discussion, comment)
    client.force_login(reader)
    with django_assert_max_num_queries(10):
        first = text_of(client.get(FOLLOWS))
    assert "Number 30." in first and "Number 0." not in first
    assert "Number 0." in text_of(client.get(f"{FOLLOWS}?page=2"))
    # What stood there last may just have been stopped.
    assert client.get(f"{FOLLOWS}?page=9").status_code == 200


def test_whoever_follows_what_is_merged_follows_what_stays_once(reader, editor):
    stays, goes = make_film("Stays"), make_film("Goes")
    for user, films in ((reader, (stays, goes)), (editor, (goes,))):
        for film in films:
            follows.follow(user, film=film)
            subscriptions.follow(user, film.discussion)
    merging.merge(stays, goes)
    kept = Follow.objects.order_by("user").values_list("user__username", "film")
    assert sorted(kept) == [("editor", stays.pk), ("reader", stays.pk)]
    kept = Subscription.objects.values_list("user__username", "discussion")
    assert sorted(kept) == [("editor", stays.discussion_id), ("reader", stays.discussion_id)]


def test_the_account_leads_to_what_one_follows_and_every_page_to_the_inbox(client, reader):
    client.force_login(reader)
    assert f'href="{FOLLOWS}"' in client.get("/accounts/").content.decode()
    assert "Inbox (" not in text_of(client.get("/"))
    told = recipients.Recipient(reader.pk, "post")
    recipients.tell([told], event="post:1", title="A post", url="/posts/a/")
    for page in ("/", NEWS, "/accounts/"):
        assert "Inbox (1)" in text_of(client.get(page))


@pytest.mark.parametrize("frequency", ["now", "stop", "nonsense"])
def test_a_film_that_is_not_public_is_followed_like_one_that_is_not_there(
    client, reader, frequency
):
    hidden = make_film(status="draft")
    for _ in range(2):
        for slug in (hidden.slug, "no-such-film"):
            answer = client.post(f"/films/{slug}/follow/", {"frequency": frequency})
            assert answer.status_code == 404
        client.force_login(reader)


@pytest.mark.parametrize("word", ["foo", "comments:inbox", "..", "//evil.example/"])
def test_a_way_back_that_is_no_path_leads_to_the_page_itself(client, reader, word):
    client.force_login(reader)
    response = client.post(f"{TAG}follow/", {"frequency": "now", "next": word})
    assert response.headers["Location"] == TAG
    response = client.post("/accounts/leave/stay/", {"next": word})
    assert response.headers["Location"] == "/"
