"""Writing by form, as a page and in place: what a person sees after each press of a button."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.shortcuts import resolve_url
from django.utils import timezone

from comments.actions.moderation import decide
from comments.models import Comment, ListedWord, ModerationDecision
from comments.policies import permissions
from tests.reading import text_of

from ..factories import make_comment, make_discussion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
IN_PLACE = {"hx-request": "true"}


def write(discussion):
    return f"/discussions/{discussion.pk}/write/"


def hidden_key(response):
    found = re.search(r'name="submission_key" value="([^"]+)"', response.content.decode())
    return found[1]


def test_posting_leads_to_the_comment_on_its_page(client, ann, discussion):
    response = client.post(write(discussion), {"text": "Hello there."})
    comment = Comment.objects.get(text="Hello there.")
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"#comment-{comment.pk}")


def test_in_place_the_whole_discussion_comes_back(client, ann, discussion):
    make_comment(discussion, "Said before.")
    response = client.post(write(discussion), {"text": "Hello there."}, headers=IN_PLACE)
    assert response.headers["HX-Retarget"] == "#discussion"
    text = text_of(response)
    assert "Hello there." in text
    assert "Said before." in text
    assert "data-posted" in response.content.decode()


def test_who_is_new_sees_the_own_comment_waiting_and_nobody_else_does(
    client, make_user, discussion
):
    new = make_user("newcomer")
    client.force_login(new)
    client.post(write(discussion), {"text": "My first words."})
    page = f"/owned/{discussion.owned_discussion.pk}/"
    for _ in range(2):
        text = text_of(client.get(page))
        assert "My first words." in text
        assert "awaiting moderation" in text
    client.force_login(make_user("other"))
    assert "My first words." not in text_of(client.get(page))
    client.logout()
    assert "My first words." not in text_of(client.get(page))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write something first."),
        ("ab", "at least 3 characters"),
        ("x" * 5001, "At most 5000 characters fit; this has 5001."),
    ],
)
@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_a_wrong_text_is_said_and_kept(client, ann, discussion, text, said, headers):
    response = client.post(write(discussion), {"text": text}, headers=headers)
    assert response.status_code == 422
    assert said in text_of(response)
    assert text in response.content.decode()
    assert not Comment.objects.filter(discussion=discussion).exists()


def test_a_preview_shows_and_posts_nothing(client, ann, discussion):
    data = {"text": "So *much* to say.", "preview": "1"}
    response = client.post(write(discussion), data)
    html = response.content.decode()
    assert "So <em>much</em> to say." in html
    assert "So *much* to say." in html
    assert not Comment.objects.filter(discussion=discussion).exists()


def test_pressing_twice_posts_once(client, ann, discussion):
    key = hidden_key(client.get(write(discussion)))
    for _ in range(2):
        client.post(write(discussion), {"text": "Once only.", "submission_key": key})
    assert Comment.objects.filter(text="Once only.").count() == 1


def test_a_closed_discussion_says_so_and_keeps_the_text(client, ann, discussion):
    type(discussion).objects.filter(pk=discussion.pk).update(is_open=False)
    response = client.post(write(discussion), {"text": "Too late?"})
    assert response.status_code == 409
    assert "was closed in the meantime" in text_of(response)
    assert "Too late?" in response.content.decode()


def test_an_answer_to_what_was_withdrawn_says_so_and_keeps_the_text(client, ann, discussion):
    parent = make_comment(discussion)
    Comment.objects.filter(pk=parent.pk).update(status="withdrawn")
    response = client.post(f"/comments/{parent.pk}/reply/", {"text": "But why?"})
    assert response.status_code == 409
    assert "withdrawn or removed" in text_of(response)
    assert "But why?" in response.content.decode()


def test_too_fast_says_when_and_keeps_the_text(client, ann, discussion, settings):
    settings.RATE_LIMITS = True
    response = client.post(write(discussion), {"text": "Quick."})
    assert response.status_code == 429
    assert re.search(r"again in \d+ seconds", text_of(response))
    assert "Quick." in response.content.decode()


def test_logged_out_in_the_middle_the_text_waits_behind_the_log_in(
    client, ann, discussion, make_user
):
    parent = make_comment(discussion)
    client.logout()
    for address in (write(discussion), f"/comments/{parent.pk}/reply/"):
        response = client.post(address, {"text": f"Typed for {address}"})
        target = parse_qs(urlsplit(response.headers["Location"]).query)["next"][0]
        client.force_login(ann)
        assert f"Typed for {address}" in client.get(target).content.decode()
        client.post(address, {"text": f"Typed for {address}"})
        assert f"Typed for {address}</textarea>" not in client.get(target).content.decode()
        client.logout()


def test_logged_out_in_place_the_browser_is_sent_to_log_in(client, discussion, settings):
    response = client.post(write(discussion), {"text": "Hello."}, headers=IN_PLACE)
    assert response.headers["HX-Redirect"].startswith(f"{resolve_url(settings.LOGIN_URL)}?next=")


def test_replying_in_place_gives_the_form_alone(client, ann, discussion):
    parent = make_comment(discussion, "Asked.")
    page = client.get(f"/comments/{parent.pk}/reply/")
    alone = client.get(f"/comments/{parent.pk}/reply/", headers=IN_PLACE)
    assert "Asked." in text_of(page)
    assert alone.content.decode().strip().startswith("<form")


def test_editing_shows_the_text_and_saves_it(client, ann, discussion):
    client.post(write(discussion), {"text": "Teh text."})
    comment = Comment.objects.get(text="Teh text.")
    page = client.get(f"/comments/{comment.pk}/edit/")
    assert "Teh text." in page.content.decode()
    client.post(f"/comments/{comment.pk}/edit/", {"text": "The text."})
    assert "edited" in text_of(client.get(f"/owned/{discussion.owned_discussion.pk}/"))


def test_a_held_comment_is_edited_for_a_while_only(client, make_user, discussion):
    client.force_login(make_user("newcomer"))
    client.post(write(discussion), {"text": "My first words."})
    comment = Comment.objects.get(text="My first words.")
    page = f"/owned/{discussion.owned_discussion.pk}/"
    link = f"/comments/{comment.pk}/edit/"
    assert link in client.get(page).content.decode()
    long_ago = timezone.now() - permissions.EDIT_WINDOW
    Comment.objects.filter(pk=comment.pk).update(posted_at=long_ago)
    assert link not in client.get(page).content.decode()


def test_who_wrote_what_flags_have_hidden_sees_it_once_and_the_line_in_its_place(
    client, ann, discussion
):
    comment = make_comment(discussion, "Flagged words.", author=ann)
    make_comment(discussion, "An answer.", parent=comment)
    Comment.objects.filter(pk=comment.pk).update(status="pending")
    page = client.get(f"/owned/{discussion.owned_discussion.pk}/")
    assert text_of(page).count("Flagged words.") == 1
    assert "waiting for a moderator" in text_of(page)
    assert page.content.decode().count(f'id="comment-{comment.pk}"') == 1


def test_what_is_not_ones_own_cannot_be_edited_or_withdrawn(client, ann, discussion):
    comment = make_comment(discussion)
    for act in ("edit", "withdraw"):
        assert client.get(f"/comments/{comment.pk}/{act}/").status_code == 404
        assert client.post(f"/comments/{comment.pk}/{act}/").status_code == 404


def test_withdrawing_asks_first_and_twice_is_no_harm(client, ann, discussion):
    client.post(write(discussion), {"text": "Regretted."})
    comment = Comment.objects.get(text="Regretted.")
    assert "erased for good" in text_of(client.get(f"/comments/{comment.pk}/withdraw/"))
    assert client.post(f"/comments/{comment.pk}/withdraw/").status_code == 302
    again = client.post(f"/comments/{comment.pk}/withdraw/")
    assert "withdrawn by its author" in text_of(again)
    assert Comment.objects.get(pk=comment.pk).status == "withdrawn"


def test_what_came_since_the_last_visit_is_marked_new(client, ann, discussion, monkeypatch):
    page = f"/owned/{discussion.owned_discussion.pk}/"
    make_comment(discussion, "old one")
    assert "new" not in text_of(client.get(page)).split("old one")[0][-30:]
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    make_comment(discussion, "fresh one", sort_at=later)
    html = client.get(page).content.decode()
    assert html.count("comment-new") == 1


def test_a_review_with_a_score_and_a_second_one_refused(client, ann):
    reviews = make_discussion("reviews")
    client.post(write(reviews), {"text": "Worth it.", "score": "9"})
    assert reviews.ratings.get().value == 9
    response = client.post(write(reviews), {"text": "Again.", "score": "1"})
    assert "reviewed this already" in text_of(response)
    assert reviews.ratings.get().value == 9


def test_what_was_posted_is_shown_wherever_the_reader_was(client, ann):
    discussion = make_discussion("threaded")
    for n in range(60):
        make_comment(discussion, sort_at=timezone.now() - timedelta(hours=n + 1))
    page = f"/owned/{discussion.owned_discussion.pk}/"
    for query in ("?sort=oldest", "?from=51"):
        headers = IN_PLACE | {"hx-current-url": f"http://testserver{page}{query}"}
        response = client.post(write(discussion), {"text": f"Mine {query}"}, headers=headers)
        comment = Comment.objects.get(text=f"Mine {query}")
        address, anchor = response.headers["HX-Redirect"].split("#")
        assert anchor == f"comment-{comment.pk}"
        assert f"Mine {query}" in text_of(client.get(address))


def test_a_logged_in_page_costs_the_same_whatever_its_size(
    client, ann, django_assert_max_num_queries
):
    discussion = make_discussion("threaded")
    for count in (2, 30):
        for _ in range(count):
            make_comment(discussion, parent=make_comment(discussion))
        client.get(f"/owned/{discussion.owned_discussion.pk}/")
        # owner, discussion, roots, replies; then: session, user, votes, mutes, held, states,
        # unread notifications
        with django_assert_max_num_queries(11):
            client.get(f"/owned/{discussion.owned_discussion.pk}/")


def test_a_rejection_is_shown_to_its_author_for_a_week_from_then_with_its_reason(
    client, ann, discussion
):
    comment = make_comment(discussion, "Long held.", status="pending", author=ann)
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(days=8))
    decide(comment, Comment.Status.REJECTED, reason="off-topic")
    page = f"/owned/{discussion.owned_discussion.pk}/"
    shown = text_of(client.get(page))
    assert "Long held." in shown
    assert "rejected: not about the subject" in shown
    ModerationDecision.objects.update(decided_at=timezone.now() - timedelta(days=8))
    assert "Long held." not in text_of(client.get(page))


def test_who_is_refused_by_a_rule_reads_in_place_why(client, ann, discussion):
    ListedWord.objects.create(word="viagra", kind="banned")
    answer = client.post(write(discussion), {"text": "Cheap viagra!"}, headers=IN_PLACE)
    assert "rejected: it has a word that is not allowed here" in text_of(answer)
