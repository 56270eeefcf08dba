"""Pages for readers without a session: the same bytes for all, and never stale."""

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Film, Post, Tag
from comments.actions import discussions
from comments.actions.moderation import Status, decide
from comments.models import Comment
from tests.comments.factories import make_comment
from tests.reading import text_of

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"
PAGES = ["/", "/posts/", NEWS, "/films/", "/films/seoul-train/", "/tags/defectors/", "/ko/"]


@pytest.mark.parametrize("address", PAGES)
def test_no_cookie_is_set_and_only_the_encoding_matters(client, address):
    response = client.get(address)
    assert not response.cookies
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Cache-Control"] == "max-age=0, s-maxage=1"


@pytest.mark.parametrize("address", PAGES)
def test_the_second_answer_is_the_kept_one_for_one_query(
    client, address, django_assert_num_queries
):
    first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)
    assert second.content == first.content
    assert second.headers == first.headers


def test_a_reader_who_has_the_page_gets_304(client):
    etag = client.get(NEWS).headers["ETag"]
    response = client.get(NEWS, headers={"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag


def test_compressed_and_plain_are_the_same_page(client):
    plain = client.get(NEWS)
    squeezed = client.get(NEWS, headers={"accept-encoding": "gzip"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.content) == plain.content


def test_head_says_what_get_would_send(client):
    page = client.get(NEWS)
    head = client.head(NEWS)
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(page.content))


def test_a_logged_in_reader_gets_a_private_page_that_nobody_keeps(client, reader):
    client.get(NEWS)
    client.force_login(reader)
    response = client.get(NEWS)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers
    assert "reader" in text_of(response)
    client.logout()
    assert "reader" not in text_of(client.get(NEWS))


def test_an_address_with_made_up_parameters_is_answered_but_not_kept(
    client, django_assert_max_num_queries
):
    client.get(NEWS)
    with django_assert_max_num_queries(12):
        assert client.get(f"{NEWS}?utm_source=somewhere").status_code == 200


def test_a_removed_comment_is_gone_from_the_very_next_answer(client):
    comment = Comment.objects.get(archived_name="Melody")
    assert "Melody" in text_of(client.get(NEWS))
    decide(comment, Status.REMOVED)
    text = text_of(client.get(NEWS))
    assert "Melody" not in text
    assert "soundoff (9 Responses)" in text


def test_a_comment_moves_no_page_of_another_discussion(client, django_assert_num_queries):
    client.get("/films/seoul-train/")
    decide(Comment.objects.get(archived_name="Melody"), Status.REMOVED)
    with django_assert_num_queries(1):
        client.get("/films/seoul-train/")


def change_title():
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    post.title = "A new title"
    post.save()


def change_in_bulk():
    Post.objects.filter(slug="north-korean-defectors-beaten-killed").update(title="A new title")


def change_tags():
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    post.tags.add(Tag.objects.create(name="A new title", slug="new"))


def change_films():
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    film = Film.objects.get(slug="the-defector-interactive")
    film.title = "A new title"
    film.save()
    post.films.add(film)


@pytest.mark.parametrize("change", [change_title, change_in_bulk, change_tags, change_films])
def test_what_an_editor_writes_stands_in_the_very_next_answer(client, change):
    assert "A new title" not in text_of(client.get(NEWS))
    change()
    assert "A new title" in text_of(client.get(NEWS))


def test_a_closed_discussion_says_so_at_once(client):
    client.get(NEWS)
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    discussions.change(post.discussion, is_open=False)
    assert "This discussion is closed." in text_of(client.get(NEWS))


def later(monkeypatch, **delta):
    """Let the clock that pages and querysets read go forward."""
    now = timezone.now() + timedelta(**delta)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_scheduled_post_appears_without_anybody_doing_anything(client, monkeypatch):
    Post.objects.create(
        title="Tomorrow’s news",
        slug="tomorrow",
        status="published",
        published_at=timezone.now() + timedelta(hours=1),
    )
    assert "Tomorrow’s news" not in text_of(client.get("/posts/"))
    assert client.get("/posts/tomorrow/").status_code == 404
    later(monkeypatch, hours=1, seconds=1)
    assert "Tomorrow’s news" in text_of(client.get("/posts/"))
    assert client.get("/posts/tomorrow/").status_code == 200


def test_a_discussion_closes_when_its_time_has_come(client, monkeypatch):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    discussions.change(post.discussion, closes_at=timezone.now() + timedelta(hours=1))
    assert "closed" not in text_of(client.get(NEWS))
    later(monkeypatch, hours=1, seconds=1)
    assert "This discussion is closed." in text_of(client.get(NEWS))


def test_a_wrong_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_log_in_moves_no_page(client, reader, django_assert_num_queries):
    client.get(NEWS)
    client.force_login(reader)
    client.cookies.clear()
    with django_assert_num_queries(1):
        client.get(NEWS)


def test_a_sign_up_and_a_change_of_password_move_no_page(
    client, make_user, django_assert_num_queries
):
    client.get(NEWS)
    account = make_user("somebody")
    account.set_password("another correct horse")
    account.language = "ko"
    account.save()
    with django_assert_num_queries(1):
        client.get(NEWS)


def test_a_new_account_has_its_profile_at_once(client, make_user):
    assert client.get("/readers/somebody/").status_code == 404
    make_user("somebody")
    assert client.get("/readers/somebody/").status_code == 200


@pytest.mark.parametrize("fields", [None, ["display_name"]])
def test_a_person_who_takes_another_name_is_shown_under_it_at_once(client, reader, fields):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    make_comment(post.discussion, "Hello.", author=reader)
    assert "Somebody Else" not in text_of(client.get(NEWS))
    reader.display_name = "Somebody Else"
    reader.save(update_fields=fields)
    assert "Somebody Else" in text_of(client.get(NEWS))


def test_a_profile_goes_with_the_account_and_when_it_is_switched_off(client, reader):
    address = "/readers/reader/"
    assert client.get(address).status_code == 200
    reader.is_active = False
    reader.save()
    assert client.get(address).status_code == 404
    reader.is_active = True
    reader.save()
    assert client.get(address).status_code == 200
    reader.delete()
    assert client.get(address).status_code == 404
