"""Posts at the desk: writing, scheduling, correcting, bringing back, withdrawing."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from archive.models import (
    Capture,
    Category,
    Film,
    Post,
    PostAppearance,
    PostRevision,
    Redirect,
    Tag,
)
from tests.comments.factories import make_comment
from tests.reading import assert_in_order, text_of

from ..factories import make_film, make_post
from ..forms import address, filled, save
from ..pictures import from_a_phone, upload

pytestmark = pytest.mark.django_db
NEWS = "/posts/north-korean-defectors-beaten-killed/"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def reader_client():
    from django.test import Client

    return Client()


def test_a_draft_is_seen_at_the_desk_only(desk, reader_client):
    save(desk, Post, title="Not yet", slug="not-yet", body="<p>Soon.</p>")
    page = desk.get("/posts/not-yet/")
    assert "Not public (draft)" in text_of(page)
    assert not re.search(r"/discussions/\d+/feed/", page.content.decode())
    assert reader_client.get("/posts/not-yet/").status_code == 404
    assert "Not yet" not in text_of(reader_client.get("/posts/"))


def test_publishing_without_a_byline_asks_first_and_keeps_what_was_typed(desk, reader_client):
    typed = {"title": "News", "slug": "news", "body": "<p>Typed.</p>", "status": "published"}
    held = save(desk, Post, **typed)
    assert "It has no byline" in text_of(held)
    assert "Typed." in held.content.decode()
    assert reader_client.get("/posts/news/").status_code == 404
    save(desk, Post, **typed, publish_anyway="on")
    assert reader_client.get("/posts/news/").status_code == 200


def test_publishing_with_a_link_that_leads_nowhere_inside_asks_first(desk):
    body = '<p><a href="/films/no-such-film/">this</a> <a href="/films/seoul-train/">that</a></p>'
    held = save(desk, Post, title="N", slug="n", byline="Us", body=body, status="published")
    text = text_of(held)
    assert "leads nowhere inside the archive: /films/no-such-film/" in text
    assert "seoul-train" not in text.split("leads nowhere")[1].split("Tick")[0]


def publish_with_figure(desk, post, **figure):
    """Publish a draft with one new figure; the answer."""
    where = address(Post, "change", post.pk)
    figure = {"name": "street", "position": 0, "caption_origin": "original", **figure}
    data = filled(desk.get(where), status="published")
    data |= {f"figures-0-{name}": value for name, value in figure.items()}
    data |= {"figures-TOTAL_FORMS": 1, "figures-0-post": post.pk}
    return text_of(desk.post(where, data, follow=True))


def test_publishing_a_picture_without_alternative_text_asks_first(desk):
    post = make_post(status="draft", published_at=None)
    picture = upload(from_a_phone())
    assert "Say what the picture shows" in publish_with_figure(desk, post, image=picture)
    picture.seek(0)
    said = publish_with_figure(desk, post, image=picture, alt="A street")
    assert "was changed successfully" in said


def test_publishing_a_figure_without_its_picture_asks_first(desk):
    post = make_post(status="draft", published_at=None)
    assert "The picture is missing" in publish_with_figure(desk, post)
    assert Post.objects.get(pk=post.pk).status == "draft"


def test_a_figure_whose_picture_was_not_archived_holds_nothing_up(desk):
    post = make_post(status="draft", published_at=None, text_origin="retold")
    capture = Capture.objects.first()
    PostAppearance.objects.create(post=post, capture=capture, position=99)
    assert "was changed successfully" in publish_with_figure(desk, post)


def test_a_scheduled_post_is_said_to_be_scheduled(desk, reader_client):
    moment = timezone.now() + timedelta(days=2)
    save(
        desk,
        Post,
        title="Later",
        slug="later",
        byline="Us",
        status="published",
        published_at=moment,
    )
    assert "scheduled" in text_of(desk.get(f"{address(Post, 'changelist')}?state=scheduled"))
    assert "Scheduled. Readers see this from:" in text_of(desk.get("/posts/later/"))
    assert reader_client.get("/posts/later/").status_code == 404


def test_a_date_without_its_precision_is_a_day_and_a_precision_without_a_date_is_none(desk):
    post = make_post(text_origin="retold")
    save(desk, Post, post.pk, dated_on=date(2009, 3, 17))
    post.refresh_from_db()
    assert (post.dated_on, post.date_precision) == (date(2009, 3, 17), "day")
    save(desk, Post, post.pk, dated_on="", date_precision="year")
    post.refresh_from_db()
    assert (post.dated_on, post.date_precision) == (None, "none")


def test_a_correction_is_told_to_readers_with_its_day(desk, reader_client):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    save(desk, Post, post.pk, new_correction="The name was misspelt.")
    text = text_of(reader_client.get(NEWS))
    assert_in_order(text, ["Correction,", str(timezone.localdate().year), "misspelt."])


def test_a_changed_address_leads_to_the_new_one_and_chains_stay_short(desk, reader_client):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    save(desk, Post, post.pk, slug="second")
    save(desk, Post, post.pk, slug="third")
    for old in (NEWS, "/posts/second/"):
        response = reader_client.get(old)
        assert (response.status_code, response.headers["Location"]) == (301, "/posts/third/")
    assert reader_client.get(f"/ko{NEWS}").headers["Location"] == "/ko/posts/third/"
    save(desk, Post, post.pk, slug="second")
    assert reader_client.get("/posts/second/").status_code == 200


def test_a_draft_that_was_renamed_leaves_no_trace_at_its_old_address(desk, reader_client):
    post = make_post(slug="working-title", status="draft", published_at=None)
    save(desk, Post, post.pk, slug="the-secret-merger")
    assert reader_client.get("/posts/working-title/").status_code == 404
    save(desk, Post, post.pk, status="published")
    assert reader_client.get("/posts/working-title/").status_code == 404


def test_an_old_address_tells_nothing_while_what_it_led_to_is_a_draft_again(desk, reader_client):
    post = make_post(slug="before")
    save(desk, Post, post.pk, status="draft", slug="the-secret-merger")
    assert reader_client.get("/posts/before/").status_code == 404
    save(desk, Post, post.pk, status="published")
    response = reader_client.get("/posts/before/")
    assert response.headers["Location"] == "/posts/the-secret-merger/"


def test_a_draft_that_takes_an_old_address_does_not_take_its_readers(desk, reader_client):
    post = make_post(slug="old")
    save(desk, Post, post.pk, slug="new")
    draft = make_post(slug="old", status="draft", published_at=None)
    assert reader_client.get("/posts/old/").headers["Location"] == "/posts/new/"
    save(desk, Post, draft.pk, slug="elsewhere")
    assert reader_client.get("/posts/old/").headers["Location"] == "/posts/new/"
    draft.delete()
    assert reader_client.get("/posts/old/").headers["Location"] == "/posts/new/"


@pytest.mark.parametrize("end", ["withdrawn", "deleted"])
def test_what_was_scheduled_and_never_came_was_never_there(desk, reader_client, end):
    moment = timezone.now() + timedelta(days=1)
    post = make_post(slug="surprise", published_at=moment)
    if end == "deleted":
        post.delete()
    else:
        save(desk, Post, post.pk, status="withdrawn")
        assert Post.objects.get(pk=post.pk).published_at is None
    assert reader_client.get("/posts/surprise/").status_code == 404


@pytest.mark.parametrize("language", ["", "/ko"])
def test_links_in_any_language_lead_somewhere_in_the_desk_of_any(desk, language):
    body = '<p><a href="/films/seoul-train/">a</a> <a href="/ko/films/seoul-train/">b</a></p>'
    draft = make_post(status="draft", published_at=None, body=body)
    where = f"{language}{address(Post, 'change', draft.pk)}"
    desk.post(where, filled(desk.get(where), status="published"))
    assert Post.objects.get(pk=draft.pk).status == "published"


def test_an_old_address_may_not_lead_to_itself_or_in_a_circle(desk, reader_client):
    said = save(desk, Redirect, path="/round/", target="/round/")
    assert "lead to itself" in text_of(said)
    save(desk, Redirect, path="/round/", target="/trip/")
    said = save(desk, Redirect, path="/trip/", target="/round/")
    assert "lead to itself" in text_of(said)
    Redirect.objects.create(path="/trip/", target="/round/")
    Redirect.objects.create(path="/?p=7", target="/?p=7")
    assert reader_client.get("/round/").status_code == 404
    assert reader_client.get("/?p=7").status_code == 404


def test_a_withdrawn_post_is_gone_in_words_and_from_every_list(desk, reader_client):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    save(desk, Post, post.pk, status="withdrawn")
    response = reader_client.get(NEWS)
    assert response.status_code == 410
    assert "withdrawn" in text_of(response)
    for page in ("/", "/posts/", "/discussions/", "/films/seoul-train/", "/archive/"):
        assert "beaten, killed" not in text_of(reader_client.get(page))
    comment = post.discussion.comments.first()
    assert reader_client.get(f"/comments/{comment.pk}/").status_code == 404


@pytest.mark.parametrize("how", ["alone", "with others"])
@pytest.mark.parametrize("make", [make_post, make_film])
def test_the_discussion_of_what_is_deleted_is_out_of_sight_at_once(
    desk, reader_client, make_user, make, how
):
    thing = make("Going")
    anna = make_user("anna")
    discussion = thing.discussion_id
    make_comment(thing.discussion, "Words under it.", author=anna)
    pages = ["/", "/discussions/", "/readers/anna/", f"/discussions/{discussion}/feed/"]
    for page in pages:
        assert "Words under it." in reader_client.get(page).content.decode()
    if how == "alone":
        desk.post(address(type(thing), "delete", thing.pk), {"post": "yes"})
    else:
        action = {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"}
        desk.post(address(type(thing), "changelist"), action)
    assert not type(thing).objects.filter(pk=thing.pk).exists()
    for page in pages:
        assert "Words under it." not in reader_client.get(page).content.decode()
    desk.force_login(anna)
    assert "Words under it." in text_of(desk.get("/accounts/comments/"))


def test_who_edited_and_when_stands_in_the_list(desk, editor):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    save(desk, Post, post.pk, byline="Somebody")
    today = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    assert_in_order(text_of(desk.get(address(Post, "changelist"))), [post.title, today, "editor"])
    assert Post.objects.get(pk=post.pk).edited_by == editor


def revision_page(pk, number):
    return f"/admin/archive/post/{pk}/revisions/{number}/"


def test_each_save_that_changes_something_is_a_revision(desk):
    post = make_post(body="<p>First.</p>")
    save(desk, Post, post.pk, body="<p>Second.</p>")
    save(desk, Post, post.pk)
    numbers = list(post.revisions.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2]
    page = desk.get(revision_page(post.pk, 2)).content.decode()
    assert "<del>First.</del>" in page
    assert "<ins>Second.</ins>" in page


def test_an_old_revision_comes_back_whole_as_a_new_one(desk, reader_client):
    post = make_post("Before", body="<p>As it was.</p>")
    post.tags.add("Old")
    save(desk, Post, post.pk, title="After", body="<p>As it is.</p>", tags="New")
    desk.post(revision_page(post.pk, 1))
    text = text_of(reader_client.get(post.get_absolute_url()))
    assert "Before" in text
    assert "As it was." in text
    assert "Old" in text
    assert "As it is." not in text
    assert post.revisions.count() == 3


def test_a_moderator_may_look_at_revisions_but_bring_none_back(client, moderator, editor):
    post = make_post(body="<p>One.</p>")
    client.force_login(editor)
    save(client, Post, post.pk, body="<p>Two.</p>")
    client.force_login(moderator)
    assert client.get(revision_page(post.pk, 1)).status_code == 200
    assert client.post(revision_page(post.pk, 1)).status_code == 403
    assert PostRevision.objects.filter(post=post).count() == 2


def test_a_moderator_reads_no_revision_that_was_never_public(client, moderator, editor):
    post = make_post(status="draft", published_at=None, body="<p>A secret name.</p>")
    client.force_login(editor)
    save(client, Post, post.pk, body="<p>Scheduled words.</p>")
    later = timezone.now() + timedelta(days=1)
    save(client, Post, post.pk, status="published", published_at=later)
    PostRevision.objects.filter(post=post).update(saved_at=timezone.now() - timedelta(hours=1))
    save(client, Post, post.pk, body="<p>Fit to print.</p>", published_at=timezone.now())
    assert "A secret name." in text_of(client.get(revision_page(post.pk, 1)))
    client.force_login(moderator)
    codes = [client.get(revision_page(post.pk, n)).status_code for n in (1, 2, 3, 4)]
    assert codes == [403, 403, 403, 200]
    shown = text_of(client.get(revision_page(post.pk, 4)))
    assert "Fit to print." in shown
    assert "Scheduled words." not in shown
    assert (
        revision_page(post.pk, 1)
        not in client.get(f"/admin/archive/post/{post.pk}/revisions/").content.decode()
    )


def preview_of(client, post):
    page = client.get(f"/admin/archive/post/{post.pk}/preview/").content.decode()
    return page.split('href="http://testserver/preview/')[1].split('"')[0]


def test_a_preview_link_shows_the_draft_to_anybody_until_it_expires(
    desk, reader_client, monkeypatch
):
    post = make_post("Secret plan", status="draft", published_at=None, body="<p>Hush.</p>")
    link = f"/preview/{preview_of(desk, post)}"
    response = reader_client.get(link)
    assert "Hush." in text_of(response)
    assert "noindex" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    monkeypatch.setattr("time.time", lambda: (timezone.now() + timedelta(days=8)).timestamp())
    expired = reader_client.get(link)
    assert (expired.status_code, "expired" in text_of(expired)) == (410, True)


def test_a_preview_link_ends_when_the_post_is_withdrawn_or_deleted(desk, reader_client):
    post = make_post("Secret plan", status="draft", published_at=None, body="<p>Hush.</p>")
    link = f"/preview/{preview_of(desk, post)}"
    save(desk, Post, post.pk, status="withdrawn")
    ended = reader_client.get(link)
    assert (ended.status_code, "Secret plan" in text_of(ended)) == (410, False)
    assert "Share a preview" not in text_of(desk.get(address(Post, "change", post.pk)))
    assert desk.get(f"/admin/archive/post/{post.pk}/preview/").status_code == 404
    post.delete()
    assert reader_client.get(link).status_code == 404


def test_a_made_up_preview_link_is_not_found(reader_client):
    assert reader_client.get("/preview/6:made:up/").status_code == 404


def test_a_video_named_in_the_body_is_tied_to_the_post_and_let_go_again(desk, reader_client):
    post = make_post()
    body = '<p>See</p><figure data-video="dQw4w9WgXcQ"></figure>'
    save(desk, Post, post.pk, body=body + '<figure data-video="76979871"></figure>')
    page = reader_client.get(post.get_absolute_url()).content.decode()
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in page
    assert "https://vimeo.com/76979871" in page
    save(desk, Post, post.pk, body="<p>Gone</p>")
    assert not post.post_videos.exists()


def change_terms(client, posts, **data):
    return client.post(
        address(Post, "changelist"),
        {"action": "change_terms", "_selected_action": [post.pk for post in posts], **data},
        follow=True,
    )


def test_tags_and_categories_of_many_posts_change_at_once(desk):
    posts = [make_post("One"), make_post("Two")]
    posts[0].tags.add("Stale")
    stale = Tag.objects.get(name="Stale")
    politics = Category.objects.get(slug="politics")
    asked = change_terms(desk, posts)
    assert_in_order(text_of(asked), ["Change tags and categories", "One", "Two", "Stale"])
    change_terms(
        desk,
        posts,
        apply="1",
        add_tags="Fresh, Crisp",
        remove_tags=[stale.pk],
        add_categories=[politics.pk],
    )
    for post in posts:
        assert sorted(post.tags.values_list("name", flat=True)) == ["Crisp", "Fresh"]
        assert list(post.categories.all()) == [politics]


def test_a_change_of_many_is_a_revision_of_each_in_the_name_of_its_editor(desk, editor):
    post = make_post("One")
    change_terms(desk, [post], apply="1", add_tags="Fresh")
    assert [r.saved_by for r in post.revisions.order_by("number")] == [None, editor]
    assert "<ins>fresh</ins>" in desk.get(revision_page(post.pk, 2)).content.decode()


def test_posts_are_listed_by_one_of_their_tags(desk):
    make_post("With it").tags.add("Fresh")
    page = text_of(desk.get(address(Post, "changelist"), {"tag": "fresh"}))
    assert "With it" in page
    assert "Raining marshmallows" not in page


def test_too_many_at_once_are_refused_in_words(desk, monkeypatch):
    monkeypatch.setattr("archive.admin.mixins.bulk.MOST_AT_ONCE", 1)
    answer = change_terms(desk, [make_post("One"), make_post("Two")])
    assert "Choose at most 1 at once." in text_of(answer)


def test_films_change_their_terms_the_same_way(desk):
    film = Film.objects.get(slug="seoul-train")
    desk.post(
        address(Film, "changelist"),
        {
            "action": "change_terms",
            "_selected_action": [film.pk],
            "apply": "1",
            "add_tags": "Trains",
        },
    )
    assert list(film.tags.values_list("name", flat=True)) == ["Trains"]
