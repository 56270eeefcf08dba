"""Videos and links that are out of reach, as readers and editors see them."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from archive.media import link_status
from archive.media.link_status import State
from archive.models import Film, OutsideLink, Post, Tag, Video, page_versions
from tests.reading import assert_in_order, text_of

pytestmark = pytest.mark.django_db
GONE_URL = "https://news.example.org/story?id=1&page=2"
FILM = "/films/seoul-train/"
PAGES = ["/posts/linking/", "/tags/defectors/", FILM]


@pytest.fixture
def post():
    """A post with a link and a video; a film has the same two."""
    body = f'<p>Read <a href="{GONE_URL}">the <em>whole</em> story</a>.</p>'
    post = make_post(f'{body}<figure data-video="abc123"></figure>')
    video = Video.objects.create(provider="youtube", provider_id="abc123", title="On the run")
    post.post_videos.create(video=video)
    post.tags.add(Tag.objects.get(slug="defectors"))
    film = Film.objects.get(slug="seoul-train")
    film.synopsis = body
    film.save()
    film.film_videos.create(video=video)
    return post


def make_post(body):
    now = timezone.now()
    return Post.objects.create(
        title="Linking", slug="linking", body=body, status="published", published_at=now
    )


def save_body(post, body):
    post.body = body
    post.save()


def html_of(client, address):
    return client.get(address).content.decode()


def mark(url, state, reason="", by="somebody"):
    assert link_status.record(OutsideLink.objects.get(url=url), state, reason, by)


@pytest.mark.parametrize("address", PAGES)
def test_a_dead_video_is_text_with_the_reason_in_the_very_next_answer(client, post, address):
    video = Video.objects.get(provider_id="abc123")
    assert video.player_url in html_of(client, address)
    link_status.record(video, State.DEAD, "the provider has it no more", "somebody")
    html = html_of(client, address)
    assert video.player_url not in html
    text = text_of(client.get(address))
    assert "On the run This video is out of reach: the provider has it no more" in text
    assert "YouTube abc123 – checked" in text


def test_the_day_of_the_check_and_the_alternate_stand_beside_a_private_video(client, post):
    Video.objects.filter(provider_id="abc123").update(
        state=State.PRIVATE,
        reason="private",
        checked_at=datetime(2026, 3, 5, 12, tzinfo=UTC),
        alternate_url="https://archive.example.org/abc123",
    )
    html = html_of(client, PAGES[0])
    assert '<time datetime="2026-03-05">5 March 2026</time>' in html
    assert 'href="https://archive.example.org/abc123"' in html
    assert "data-player" not in html


@pytest.mark.parametrize("address", PAGES)
def test_a_dead_link_is_text_with_the_reason_in_the_very_next_answer(client, post, address):
    link = '<a href="https://news.example.org/story?id=1&amp;page=2" rel="noopener">'
    assert f"{link}the <em>whole</em> story</a>." in html_of(client, address)
    mark(GONE_URL, State.DEAD, "the page is no longer there")
    html = html_of(client, address)
    assert link not in html
    assert "Read the <em>whole</em> story <span" in html
    assert "(the page is no longer there)</span>.</p>" in html


@pytest.mark.parametrize("address", PAGES)
def test_what_is_back_is_a_link_and_a_player_again(client, post, address):
    before = html_of(client, address)
    video = Video.objects.get(provider_id="abc123")
    for state in (State.DEAD, State.ALIVE):
        mark(GONE_URL, state)
        link_status.record(video, state, "", "somebody")
    assert html_of(client, address) == before


def test_a_link_without_a_reason_is_said_to_be_gone_and_its_alternate_stands_there(client, post):
    mark(GONE_URL, State.DEAD)
    link = OutsideLink.objects.get(url=GONE_URL)
    link_status.change_alternate(link, "https://archive.example.org/story")
    html = html_of(client, PAGES[0])
    assert '(gone; <a href="https://archive.example.org/story"' in html


def test_a_dead_link_costs_no_query(client, post, django_assert_max_num_queries):
    mark(GONE_URL, State.DEAD)
    with django_assert_max_num_queries(12):
        assert "(gone)" in html_of(client, PAGES[0])


def test_a_reason_is_text_and_never_markup(client, post):
    reason = '<script>it\'s 100 % "gone"</script>'
    mark(GONE_URL, State.DEAD, reason)
    link_status.record(post.videos.get(), State.DEAD, reason, "somebody")
    assert "<script>it" not in html_of(client, PAGES[0])
    assert text_of(client.get(PAGES[0])).count(reason) == 2


LINKS = {
    "plain": ("http://a.example/", '<a href="http://a.example/">word</a>'),
    "attributes before": (
        "http://a.example/",
        '<a title="x &gt; y &quot;z&quot; </a>" href="http://a.example/">word</a>',
    ),
    "attributes behind": ("http://a.example/", '<a href="http://a.example/" title="t">word</a>'),
    "ampersands and quotes": (
        "http://a.example/?q=\"b\"&c='d'&copy=1",
        "<a href='http://a.example/?q=&quot;b&quot;&amp;c=&#39;d&#39;&amp;copy=1'>word</a>",
    ),
    "a name in Hangul": (
        "http://북한뉴스.example/소식",
        "<a href=http://북한뉴스.example/소식>word</a>",
    ),
    "capitals and blanks": ("HTTP://A.example/", '<A HREF=" HTTP://A.example/ ">word</A>'),
    "a line in between": ("http://a.example/", '<a\nhref="http://a.example/">word</a>'),
}


@pytest.mark.parametrize("url, html", LINKS.values(), ids=LINKS)
def test_every_way_to_write_a_link_is_found_again(client, url, html):
    make_post(f"<p>A {html} and {html}, <a href='http://b.example/'>another</a>.</p>")
    mark(url, State.DEAD)
    page = html_of(client, PAGES[0])
    note = page.split("<p>A word ")[1].split("</span>")[0]
    assert f"<p>A word {note}</span> and word {note}</span>, <a href=" in page
    assert ">another</a>" in page


@pytest.mark.parametrize("model", [Video, OutsideLink])
def test_a_check_that_finds_what_was_known_changes_no_page(post, model):
    link_status.record(model.objects.in_use().first(), State.ALIVE, "", "check_media")
    before = page_versions.read([page_versions.CONTENT])
    link_status.record(model.objects.in_use().first(), State.ALIVE, "", "check_media")
    assert page_versions.read([page_versions.CONTENT]) == before
    link_status.record(model.objects.in_use().first(), State.DEAD, "", "check_media")
    assert page_versions.read([page_versions.CONTENT]) != before


def test_a_video_inside_a_dead_link_still_plays(client, post):
    inside = '<figure data-video="abc123"></figure>'
    save_body(post, f'<a href="{GONE_URL}"><strong>See</strong>{inside}</a>')
    mark(GONE_URL, State.DEAD)
    page = html_of(client, PAGES[0])
    assert "<strong>See</strong><figure" in page
    assert "data-player" in page


def urls_of(thing):
    return set(thing.outside_links.values_list("url", flat=True))


def test_only_addresses_of_other_sites_are_remembered():
    post = make_post(
        '<a href="/posts/">a</a><a href="http://testserver/films/">b</a><a href="#note">c</a>'
        '<a href="mailto:a@b.example">d</a><a href="//c.example/">e</a><a name="f">f</a>'
        '<a href="https://d.example/">g</a><a href="http://[bad/">h</a><a href="https:///">i</a>'
        f'<a href="https://e.example/{"x" * 1000}">j</a>'
    )
    assert urls_of(post) == {"https://d.example/"}


def test_the_collection_knows_its_links():
    url = "https://experience.thedefectormovie.com"
    link = OutsideLink.objects.get(url=url)
    assert link.posts.count() == 2
    assert [film.slug for film in link.films.all()] == ["the-defector-interactive"]


def test_a_link_that_is_taken_out_is_forgotten_for_that_post_alone(client, post):
    mark(GONE_URL, State.DEAD)
    save_body(post, "<p>Nothing to read.</p>")
    assert urls_of(post) == set()
    assert "(gone)" not in html_of(client, PAGES[0])
    assert "(gone)" in html_of(client, FILM)
    save_body(post, f'<p>Again <a href="{GONE_URL}">there</a></p>')
    assert "there <span" in html_of(client, PAGES[0])


def test_a_post_that_was_read_before_the_mark_does_not_take_it_back_when_saved(client, post):
    mark(GONE_URL, State.DEAD)
    post.title = "Linked"
    post.save()
    assert "(gone)" in html_of(client, PAGES[0])


def test_of_two_who_write_at_once_the_second_is_told(post):
    first, second = (OutsideLink.objects.get(url=GONE_URL) for _ in range(2))
    assert link_status.record(first, State.DEAD, "", "a person")
    assert not link_status.record(second, State.ALIVE, "", "check_media")
    assert OutsideLink.objects.get(url=GONE_URL).state == State.DEAD


# At the desk


def desk(model, page, *args):
    return reverse(f"admin:archive_{model._meta.model_name}_{page}", args=args)


def act(client, action, checked, **data):
    data |= {"action": action, "_selected_action": [checked.pk]}
    return client.post(desk(type(checked), "changelist"), data, follow=True)


@pytest.mark.parametrize("model", [OutsideLink, Video])
def test_an_editor_marks_as_gone_with_a_reason_and_as_there_again(client, editor, post, model):
    checked = post.outside_links.get() if model is OutsideLink else post.videos.get()
    client.force_login(editor)
    assert "Reason" in text_of(act(client, "mark_as_gone", checked))
    assert "required" in text_of(act(client, "mark_as_gone", checked, mark="yes", reason=""))
    marked = act(client, "mark_as_gone", checked, mark="yes", reason="a casino stands there now")
    assert "1 is marked as “gone”." in text_of(marked)
    client.logout()
    assert "a casino stands there now" in text_of(client.get(PAGES[0]))
    client.force_login(editor)
    row = text_of(client.get(f"{desk(model, 'changelist')}?state__exact=dead"))
    today = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    assert_in_order(row, ["gone: a casino stands there now", today, "editor Linking"])
    act(client, "mark_as_there", checked)
    client.logout()
    assert "casino" not in text_of(client.get(PAGES[0]))
    checked.refresh_from_db()
    assert (checked.state, checked.checked_by) == ("alive", "editor")


def test_the_list_leads_to_the_posts_and_films_and_is_searched_by_them(client, editor, post):
    client.force_login(editor)
    html = html_of(client, f"{desk(OutsideLink, 'changelist')}?q=linking")
    assert "news.example.org" in html
    assert "thedefectormovie" not in html
    assert desk(Post, "change", post.pk) in html
    assert desk(Film, "change", Film.objects.get(slug="seoul-train").pk) in html


def test_an_editor_gives_an_alternate_and_readers_get_it_at_once(client, editor, post):
    mark(GONE_URL, State.DEAD)
    client.get(PAGES[0])
    client.force_login(editor)
    page = desk(OutsideLink, "change", post.outside_links.get().pk)
    client.post(page, {"alternate_url": "https://archive.example.org/story"})
    client.logout()
    assert "https://archive.example.org/story" in html_of(client, PAGES[0])


def test_links_are_neither_added_nor_deleted_by_hand_and_unused_ones_not_listed(
    client, editor, post
):
    client.force_login(editor)
    assert client.get(desk(OutsideLink, "add")).status_code == 403
    page = desk(OutsideLink, "delete", post.outside_links.get().pk)
    assert client.get(page).status_code == 403
    OutsideLink.objects.create(url="https://unused.example/")
    assert "unused" not in html_of(client, desk(OutsideLink, "changelist"))


def test_a_video_is_added_beside_its_film(client, editor, post):
    client.force_login(editor)
    assert client.get(desk(Video, "add")).status_code == 403
    film = client.get(desk(Film, "change", Film.objects.get(slug="seoul-train").pk))
    assert f"{desk(Video, 'add')}?_to_field=id&amp;_popup=1" in film.content.decode()
    data = {"title": "", "provider": "vimeo", "provider_id": "123456", "_popup": "1"}
    assert client.post(f"{desk(Video, 'add')}?_popup=1", data).status_code == 200
    assert Video.objects.filter(provider="vimeo", provider_id="123456").exists()


def test_a_video_with_a_corrected_id_is_another_video(client, editor, post):
    video = post.videos.get()
    link_status.record(video, State.DEAD, "", "check_media")
    client.force_login(editor)
    data = {"title": "On the run", "provider": "youtube", "provider_id": "right", "list_id": ""}
    assert client.post(desk(Video, "change", video.pk), data).status_code == 302
    video.refresh_from_db()
    assert (video.provider_id, video.state, video.checked_at) == ("right", "unchecked", None)
    assert video.player_url in html_of(client, FILM)
