"""Nothing typed is lost, nobody else's is shown, and no other site has a say."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from comments.actions import editing, posting
from comments.models import Comment
from tests.reading import text_of

from ..factories import make_comment, make_discussion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
HERE = {"origin": "http://testserver"}


@pytest.fixture
def stale(ann):
    """Ann's browser, whose forms are too old."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    return client


def write(discussion):
    return f"/discussions/{discussion.pk}/write/"


def next_of(response):
    return parse_qs(urlsplit(response.headers["Location"]).query)["next"][0]


def test_another_site_neither_logs_out_nor_plants_a_text(discussion):
    visitor = Client(enforce_csrf_checks=True)
    foreign = {"origin": "https://evil.example"}
    response = visitor.post(write(discussion), {"text": "planted words"}, headers=foreign)
    assert response.status_code == 403
    assert not response.cookies
    assert "planted words" in text_of(response)


def test_a_log_in_that_ended_with_an_old_form_keeps_the_text(discussion, ann):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "ended"
    response = browser.post(write(discussion), {"text": "Long words"}, headers=HERE)
    browser.force_login(ann)
    assert "Long words</textarea>" in browser.get(next_of(response)).content.decode()


@pytest.mark.parametrize("act", ["reply", "edit"])
def test_an_old_form_shows_nothing_that_is_hidden(stale, make_user, act):
    other = make_user("SomebodySecret")
    held = make_comment(make_discussion(), "Held words", author=other, status="pending")
    draft = make_discussion(title="Draft title", is_visible=False)
    under_draft = make_comment(draft, "Words under a draft", author=other)
    for comment in (held, under_draft):
        response = stale.post(f"/comments/{comment.pk}/{act}/", {"text": "my words"})
        text = text_of(response)
        assert response.status_code == 404
        assert "my words" in text
        for hidden in ("SomebodySecret", "Draft title", "Held words", "Words under"):
            assert hidden not in text


def test_an_old_form_of_a_review_keeps_its_score(stale):
    reviews = make_discussion("reviews")
    response = stale.post(write(reviews), {"text": "Very good.", "score": "9"})
    assert response.status_code == 403
    assert '<option value="9" selected>' in response.content.decode()


def test_editing_an_old_form_of_a_review_leaves_the_rating(stale, ann):
    reviews = make_discussion("reviews")
    review = posting.submit(reviews, ann, "Good.", kind="review", score=8)
    address = f"/comments/{review.pk}/edit/"
    html = stale.post(address, {"text": "Better.", "score": "9"}).content.decode()
    assert '<option value="9" selected>' in html
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
    stale.post(address, {"text": "Better.", "csrfmiddlewaretoken": token})
    assert reviews.ratings.get().value == 8
    stale.post(address, {"text": "Best.", "score": "", "csrfmiddlewaretoken": token})
    assert not reviews.ratings.exists()


def test_an_edit_survives_a_log_out_in_the_middle(client, ann, discussion):
    comment = posting.submit(discussion, ann, "Teh text.")
    address = f"/comments/{comment.pk}/edit/"
    client.logout()
    target = next_of(client.post(address, {"text": "The careful text."}))
    in_place = client.post(address, {"text": "x"}, headers={"hx-request": "true"})
    assert in_place.headers["HX-Redirect"].startswith(resolve_url(settings.LOGIN_URL))
    client.post(address, {"text": "The careful text."})
    client.force_login(ann)
    assert "The careful text." in client.get(target).content.decode()
    client.post(target, {"text": "The careful text."})
    editing.edit(comment, ann, "Another text.")
    assert "Another text." in client.get(target).content.decode()


def test_a_log_out_keeps_the_passage_and_the_wish_for_mail(client, ann, discussion):
    client.logout()
    data = {"text": "About that.", "passage": "q-1", "follow": "on"}
    target = next_of(client.post(write(discussion), data))
    client.force_login(ann)
    html = client.get(target).content.decode()
    assert 'name="passage" value="q-1"' in html
    assert re.search(r'name="follow"[^>]* checked', html)


def test_what_was_hidden_meanwhile_gives_the_text_back(client, ann, discussion):
    own = posting.submit(discussion, ann, "Mine.")
    type(discussion).objects.filter(pk=discussion.pk).update(visible_from=None)
    for address in (write(discussion), f"/comments/{own.pk}/reply/"):
        response = client.post(address, {"text": "long careful words"})
        assert response.status_code == 404
        assert "long careful words" in text_of(response)
        assert "A page" not in text_of(response)
    assert client.get(write(discussion)).status_code == 404


def test_broken_hidden_fields_do_not_stop_a_comment(client, ann, discussion):
    broken = {"text": "Still said.", "submission_key": "nonsense", "passage": "a b" * 40}
    assert client.post(write(discussion), broken).status_code == 302
    assert Comment.objects.get(text="Still said.").passage == ""


def test_an_end_of_line_counts_as_one_character(client, ann, discussion):
    text = "\r\n".join(["x" * 49] * 100)
    assert client.post(write(discussion), {"text": text}).status_code == 302
    assert Comment.objects.filter(text=text.replace("\r\n", "\n")).exists()


def test_asking_for_the_head_of_a_form_sends_nothing(client, ann, discussion):
    parent = make_comment(discussion)
    for address in (write(discussion), f"/comments/{parent.pk}/reply/"):
        assert client.head(address).status_code == 200
