"""`manage.py check_media`: whom it asks, and what it makes of the answers."""

import io
import json
import socket
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive.media import http_client, link_checker, link_status
from archive.media.link_status import State
from archive.models import OutsideLink, Post, PostVideo, Video
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pauses")]
PAGE = "/posts/linking/"


@pytest.fixture(autouse=True)
def checks_are_on(settings, sites, monkeypatch):
    """The operator wants checks; nothing is asked about but what a test makes."""
    settings.MEDIA_CHECKS = True
    OutsideLink.objects.all().delete()
    PostVideo.objects.all().delete()
    oembed = sites.url("/oembed?format=json&url=").replace("%", "%%") + "{}"
    monkeypatch.setitem(link_checker.OEMBED, "youtube", oembed)


def make_post(*urls, video=None):
    now = timezone.now()
    body = "".join(f'<p>Read <a href="{url}">this</a></p>' for url in urls)
    body += '<figure data-video="abc123"></figure>'
    post = Post.objects.create(
        title="Linking", slug="linking", body=body, status="published", published_at=now
    )
    if video:
        post.post_videos.create(video=video)
    return post


@pytest.fixture
def video(db):
    video = Video.objects.create(provider="youtube", provider_id="abc123")
    make_post(video=video)
    return video


def check(client, **options):
    """What the command says."""
    out = io.StringIO()
    call_command("check_media", client=client, stdout=out, **options)
    return out.getvalue()


def state_of(url):
    link = OutsideLink.objects.get(url=url)
    return link.state, link.reason


def test_it_is_off_until_an_operator_turns_it_on(settings, sites):
    from archive.settings import MEDIA_CHECKS

    assert MEDIA_CHECKS is False
    settings.MEDIA_CHECKS = False
    make_post(sites.url())
    assert check(sites.client()) == "Nobody was asked: MEDIA_CHECKS is off.\n"
    assert sites.asked == []
    assert state_of(sites.url()) == ("unchecked", "")


@pytest.mark.parametrize(
    "status, state",
    [(200, "alive"), (401, "private"), (403, "private"), (404, "dead"), (410, "dead")],
)
def test_the_provider_says_what_became_of_a_video(client, sites, video, status, state):
    assert "data-player" in client.get(PAGE).content.decode()
    sites.answers["/oembed"] = (status, {}, json.dumps({"title": "On the run"}).encode())
    assert state in check(sites.client())
    video.refresh_from_db()
    assert (video.state, video.checked_by) == (state, "check_media")
    assert ("data-player" in client.get(PAGE).content.decode()) == (state == "alive")
    assert ("out of reach" in text_of(client.get(PAGE))) == (state != "alive")
    assert sites.asked == [
        (
            "GET",
            "one.test",
            "/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabc123",
        )
    ]


def test_a_video_takes_over_the_providers_title_only_where_it_has_none(client, sites, video):
    sites.answers["/oembed"] = (200, {}, b'{"title": "Theirs"}')
    check(sites.client())
    assert "Theirs" in text_of(client.get(PAGE))
    Video.objects.filter(pk=video.pk).update(title="Ours")
    check(sites.client())
    assert "Ours" in text_of(client.get(PAGE))


@pytest.mark.parametrize("answer", [400, 429, 500, 503, (200, {}, b"<html>"), (200, {}, b"[]")])
@pytest.mark.parametrize("state", [State.ALIVE, State.DEAD])
def test_an_answer_that_says_nothing_changes_nothing(client, sites, video, answer, state):
    link_status.record(video, state, "the provider has it no more" if state == "dead" else "", "x")
    before = client.get(PAGE).content
    sites.answers["/oembed"] = answer
    Video.objects.filter(pk=video.pk).update(checked_by="check_media")
    assert "could not be asked" in check(sites.client())
    assert client.get(PAGE).content == before
    assert Video.objects.get(pk=video.pk).state == state


@pytest.mark.parametrize("status, expected", [(200, "alive"), (404, "dead"), (410, "dead")])
def test_a_link_is_there_or_gone(client, sites, status, expected):
    make_post(sites.url("/page?a=1&amp;b=%22"))
    client.get(PAGE)
    sites.answers["/page"] = status
    check(sites.client())
    assert state_of(sites.url("/page?a=1&b=%22"))[0] == expected
    assert ("the page is no longer there" in text_of(client.get(PAGE))) == (expected == "dead")
    assert sites.asked[0] == ("HEAD", "one.test", "/page?a=1&b=%22")


def test_a_link_that_is_back_is_a_link_again(client, sites):
    make_post(sites.url("/page"))
    sites.answers["/page"] = 404
    check(sites.client())
    assert f'href="{sites.url("/page")}"' not in client.get(PAGE).content.decode()
    sites.answers["/page"] = 200
    check(sites.client())
    assert f'href="{sites.url("/page")}"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("state", [State.UNCHECKED, State.ALIVE, State.DEAD])
@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_who_does_not_let_us_in_or_has_a_fault_leaves_a_link_as_it_is(sites, status, state):
    make_post(sites.url())
    OutsideLink.objects.update(state=state, reason="said before", checked_by="check_media")
    sites.answers["/"] = status
    said = check(sites.client())
    assert ("does not let everybody in" if status < 429 else "could not be asked") in said
    kept, reason = state_of(sites.url())
    assert kept == state
    assert (reason == "said before") == (state == State.DEAD)


def test_where_head_is_refused_get_is_asked(sites):
    make_post(sites.url("/a"), sites.url("/b"))
    sites.answers |= {("HEAD", "/a"): 405, ("HEAD", "/b"): 404}
    check(sites.client())
    assert state_of(sites.url("/a")) == state_of(sites.url("/b")) == ("alive", "")
    assert [method for method, *_ in sites.asked] == ["HEAD", "GET", "HEAD", "GET"]


def test_what_an_editor_marked_as_gone_is_not_asked_about(client, sites):
    make_post(sites.url())
    link_status.record(OutsideLink.objects.get(), State.DEAD, "a casino stands there", "editor")
    assert check(sites.client()) == "Asked about 0.\n"
    assert "a casino stands there" in text_of(client.get(PAGE))


def test_a_missing_name_counts_from_the_second_check(client, sites):
    make_post(sites.url(host="lost.test"))
    sites.missing["lost.test"] = socket.EAI_NONAME
    check(sites.client())
    assert state_of(sites.url(host="lost.test")) == (
        "unchecked",
        "the name of the site was not found",
    )
    check(sites.client())
    assert "the site no longer exists" in text_of(client.get(PAGE))


def test_a_fault_of_the_name_service_never_counts(sites):
    make_post(sites.url(host="lost.test"))
    sites.missing["lost.test"] = socket.EAI_AGAIN
    for _ in range(3):
        check(sites.client())
    assert state_of(sites.url(host="lost.test")) == (
        "unchecked",
        "could not be asked: no connection",
    )


# Politeness


def test_two_seconds_lie_between_requests_to_one_host_and_none_between_two(sites, pauses):
    make_post(sites.url("/1"), sites.url("/2", "two.test"))
    check(sites.client())
    assert pauses == []
    Post.objects.get(slug="linking").delete()
    make_post(sites.url("/3"), sites.url("/4", "two.test"), sites.url("/5"))
    check(sites.client())
    assert len(pauses) == 1
    assert 1.5 < pauses[0] <= http_client.PAUSE_SECONDS == 2


def test_a_host_that_has_enough_is_left_alone_for_the_rest_of_the_run(sites):
    make_post(sites.url("/1"), sites.url("/2"), sites.url("/3", "two.test"))
    sites.answers["/1"] = 429
    check(sites.client())
    assert [target for _method, _host, target in sites.asked] == ["/1", "/3"]


def test_the_longest_unchecked_are_asked_first_and_no_more_than_wanted(sites, video):
    post = Post.objects.get(slug="linking")
    post.body += "".join(f'<a href="{sites.url(f"/{n}")}">x</a>' for n in range(4))
    post.save()
    now = timezone.now()
    for n in (1, 2, 3):
        ago = now - timedelta(days=n)
        OutsideLink.objects.filter(url=sites.url(f"/{n}")).update(checked_at=ago)
    Video.objects.filter(pk=video.pk).update(checked_at=now)
    client = sites.client()
    assert "Asked about 2." in check(client, limit=2)
    assert [target for _method, _host, target in sites.asked] == ["/0", "/3"]
    check(client, kind="videos")
    assert sites.asked[-1][2].startswith("/oembed")
    assert len(sites.asked) == 3


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "inside.test"])
def test_addresses_inside_a_network_are_refused_and_said_to_be(sites, host):
    make_post(sites.url("/start"), sites.url("/secret", host))
    sites.answers["/start"] = (302, {"Location": sites.url("/secret", host)}, b"")
    check(sites.client())
    refused = ("unchecked", "not asked: it is inside a private network")
    assert state_of(sites.url("/secret", host)) == state_of(sites.url("/start")) == refused
    assert [target for _method, _host, target in sites.asked] == ["/start"]
