"""The moderators' queue at the desk, and what its first page says is waiting."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from archive.models import Film, Post
from comments.actions import editing, flagging, withdrawing
from comments.actions.moderation import decide
from comments.models import Comment, Flag, ModerationDecision, Participant
from tests.comments.factories import make_comment
from tests.reading import text_of

from ..factories import make_post
from ..forms import seen

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Status = Comment.Status


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def discussion():
    return Post.objects.get(slug="north-korean-defectors-beaten-killed").discussion


@pytest.fixture
def flagged(discussion, make_user):
    comment = make_comment(discussion, "Flagged by two.")
    for name in ("first", "second"):
        flagging.flag(comment, make_user(name, date_joined=LONG_AGO), Flag.Reason.ABUSE)
    return comment


def press(client, comment, act, page=None, **data):
    """Press a button of the list as it is now, or as a `page` loaded earlier shows it."""
    data |= {"decide": f"{comment.pk}-{act}", "seen": seen(page or client.get(QUEUE))}
    return client.post(QUEUE, data, follow=True)


def status_of(comment):
    return Comment.objects.get(pk=comment.pk).status


def test_a_held_comment_stands_in_the_queue_with_what_held_it(desk, discussion):
    make_comment(discussion, "Waits.", status=Status.PENDING, held_for="first comments")
    page = text_of(desk.get(f"{QUEUE}?queue=held"))
    for said in ("Waits.", "awaiting moderation", "first comments", "Publish", "Reject"):
        assert said in page
    assert "Paul Nolet" not in page


def test_a_moderator_sees_which_passage_an_answer_quotes(desk, discussion):
    comment = make_comment(discussion, passage="q-1", quote="crossed the ice")
    assert "crossed the ice" in text_of(desk.get(f"{QUEUE}{comment.pk}/change/"))


def test_a_button_in_the_row_decides_with_its_reason_on_the_record(desk, discussion, moderator):
    comment = make_comment(discussion, "Buy this.", status=Status.PENDING)
    told = press(desk, comment, "rejected", reason="spam", note="the third today")
    assert "1 comment is now “rejected”." in text_of(told)
    assert status_of(comment) == Status.REJECTED
    decision = ModerationDecision.objects.get(comment=comment)
    assert (decision.by, decision.reason, decision.note) == (moderator, "spam", "the third today")


def test_what_somebody_else_decided_first_is_told(desk, discussion):
    comment = make_comment(discussion, "Decided twice.", status=Status.SPAM)
    told = press(desk, comment, "rejected")
    assert "Decided twice.: A comment that is “spam” cannot become “rejected”." in text_of(told)
    assert status_of(comment) == Status.SPAM


def test_a_flagged_comment_that_may_stay_leaves_the_queue(desk, flagged, moderator):
    assert "insult or harassment" in text_of(desk.get(f"{QUEUE}?queue=flagged"))
    told = press(desk, flagged, "keep")
    assert "1 comment stays as it is; its flags are settled." in text_of(told)
    assert status_of(flagged) == Status.PUBLISHED
    assert "Flagged by two." not in text_of(desk.get(f"{QUEUE}?queue=flagged"))
    decision = ModerationDecision.objects.get(comment=flagged)
    assert (decision.by, decision.to_status, decision.reason) == (moderator, "published", "fine")


def test_only_new_flags_count_after_a_moderator_looked(desk, flagged, make_user):
    press(desk, flagged, "keep")
    flagging.flag(flagged, make_user("third", date_joined=LONG_AGO), Flag.Reason.SPAM)
    assert status_of(flagged) == Status.PUBLISHED
    assert "Flagged by two." not in text_of(desk.get(f"{QUEUE}?queue=flagged"))


def test_nobody_leaves_a_text_or_a_flag_that_was_not_there_to_be_read(desk, flagged, make_user):
    page = desk.get(f"{QUEUE}?queue=flagged")
    flagging.flag(flagged, make_user("third"), Flag.Reason.PRIVACY, "my address")
    told = press(desk, flagged, "keep", page)
    assert "It has changed since you read it." in text_of(told)
    assert flagged.flags.counting().count() == 3
    page = desk.get(f"{QUEUE}?queue=flagged")
    Comment.objects.filter(pk=flagged.pk).update(text="An insult.", edited_at=LONG_AGO)
    press(desk, flagged, "keep", page)
    assert flagged.flags.counting().count() == 3


def test_what_flags_have_hidden_is_public_again_when_a_moderator_leaves_it(
    desk, flagged, make_user
):
    flagging.flag(flagged, make_user("third", date_joined=LONG_AGO), Flag.Reason.ABUSE)
    assert status_of(flagged) == Status.PENDING
    told = press(desk, flagged, "keep")
    assert "1 comment is now “published”." in text_of(told)
    assert status_of(flagged) == Status.PUBLISHED
    assert not flagged.flags.counting().exists()


def test_many_are_decided_at_once(desk, discussion):
    pair = [make_comment(discussion, text, status=Status.PENDING) for text in ("One", "Two")]
    chosen = {"action": "publish", "_selected_action": [comment.pk for comment in pair]}
    chosen["seen"] = seen(desk.get(QUEUE))
    told = desk.post(QUEUE, chosen, follow=True)
    assert "2 comments are now “published”." in text_of(told)
    assert {status_of(comment) for comment in pair} == {Status.PUBLISHED}


def test_what_cannot_be_decided_about_is_told_in_one_message_however_much_it_is(desk, discussion):
    held = [make_comment(discussion, f"Held {n}.", status=Status.PENDING) for n in range(8)]
    page = desk.get(QUEUE)
    Comment.objects.filter(pk__in=[comment.pk for comment in held[:6]]).update(
        edited_at=timezone.now()
    )
    chosen = {"action": "publish", "_selected_action": [comment.pk for comment in held]}
    told = desk.post(QUEUE, chosen | {"seen": seen(page)}, follow=True)
    refused, done = map(str, told.context["messages"])
    assert refused == (
        "Held 0., Held 1., Held 2. and 3 more: It has changed since you read it. Look again."
    )
    assert done == "2 comments are now “published”."


def test_nobody_decides_about_a_text_that_was_not_there_to_be_read(desk, discussion, make_user):
    author = make_user("author")
    comment = make_comment(discussion, "Lovely film.", status=Status.PENDING, author=author)
    page = desk.get(QUEUE)
    editing.edit(comment, author, "Something rude.")
    told = press(desk, comment, "published", page)
    assert "It has changed since you read it." in text_of(told)
    assert status_of(comment) == Status.PENDING


def test_nobody_decides_on_top_of_a_decision_not_yet_seen(desk, discussion):
    comment = make_comment(discussion, "Two look at it.", status=Status.PENDING)
    page = desk.get(QUEUE)
    decide(comment, Status.PUBLISHED)
    press(desk, comment, "spam", page)
    assert status_of(comment) == Status.PUBLISHED


def test_the_text_of_a_withdrawn_comment_is_erased_once_a_moderator_looked(
    desk, flagged, make_user
):
    author = make_user("author")
    Comment.objects.filter(pk=flagged.pk).update(author=author)
    withdrawing.withdraw(flagged, author)
    assert "Flagged by two." in text_of(desk.get(f"{QUEUE}?queue=flagged"))
    press(desk, flagged, "keep")
    assert "Flagged by two." not in text_of(desk.get(QUEUE))
    kept = Comment.objects.get(pk=flagged.pk)
    assert (kept.status, kept.text, kept.html) == (Status.WITHDRAWN, "", "")


def test_an_editor_reads_what_is_public_and_decides_nothing(client, editor, discussion):
    comment = make_comment(discussion, "Waits.", status=Status.PENDING)
    client.force_login(editor)
    page = client.get(QUEUE)
    assert "Paul Nolet" in text_of(page)
    assert "Waits." not in text_of(page)
    assert 'name="decide"' not in page.content.decode()
    assert press(client, comment, "published").status_code == 403
    assert status_of(comment) == Status.PENDING


def test_an_editor_does_not_learn_why_a_comment_was_flagged(client, editor, moderator, flagged):
    reason = str(Flag.objects.filter(comment=flagged).first().get_reason_display())
    for user, sees in ((moderator, True), (editor, False)):
        client.force_login(user)
        rows = client.get("/admin/comments/comment/", {"q": flagged.text}).content.decode()
        assert flagged.text in rows
        assert (reason in rows) is sees


def test_a_long_comment_is_read_whole_on_its_own_page(desk, discussion):
    comment = make_comment(discussion, "word " * 200 + "end", status=Status.PENDING)
    assert "word end" not in text_of(desk.get(QUEUE))
    assert "word end" in text_of(desk.get(f"{QUEUE}{comment.pk}/change/"))


def test_a_comment_is_decided_about_on_its_own_page(desk, discussion):
    comment = make_comment(discussion, "Waits.", status=Status.PENDING)
    page = desk.get(f"{QUEUE}{comment.pk}/change/")
    assert f'name="decide" value="{comment.pk}-published"' in page.content.decode()
    press(desk, comment, "published", page=page, reason="fine")
    assert status_of(comment) == Status.PUBLISHED


def test_a_moderator_is_led_to_no_page_that_is_closed_to_moderators(desk, flagged, reader):
    press(desk, flagged, "keep")
    decision = ModerationDecision.objects.get(comment=flagged)
    participant, _new = Participant.objects.get_or_create(user=reader)
    film = Film.objects.exclude(capture=None).first()
    for address in (
        f"{QUEUE}{flagged.pk}/change/",
        f"/admin/comments/moderationdecision/{decision.pk}/change/",
        f"/admin/comments/participant/{participant.pk}/change/",
        f"/admin/archive/film/{film.pk}/change/",
    ):
        page = desk.get(address)
        assert page.status_code == 200
        assert "/admin/accounts/" not in page.content.decode()
        assert "/admin/archive/capture/" not in page.content.decode()


def test_a_moderator_sees_the_posts_that_are_public(desk):
    draft = make_post("Not yet", status="draft", published_at=None)
    assert "Not yet" not in text_of(desk.get("/admin/archive/post/"))
    assert desk.get(f"/admin/archive/post/{draft.pk}/revisions/").status_code == 404


def test_only_a_public_discussion_offers_its_place_on_the_site(desk, discussion):
    hidden = make_post(status="draft", published_at=None).discussion
    for one, is_offered in ((discussion, True), (hidden, False)):
        page = text_of(desk.get(f"/admin/comments/discussion/{one.pk}/change/"))
        assert ("View on site" in page) == is_offered


def test_only_a_public_comment_offers_its_place_on_the_site(desk, discussion):
    shown, held = make_comment(discussion), make_comment(discussion, status=Status.PENDING)
    assert "View on site" in text_of(desk.get(f"{QUEUE}{shown.pk}/change/"))
    assert "View on site" not in text_of(desk.get(f"{QUEUE}{held.pk}/change/"))


def waiting(client):
    return text_of(client.get("/admin/")).split("What waits")[1]


def test_the_first_page_tells_a_moderator_what_waits(desk, discussion, flagged):
    make_comment(discussion, "Waits.", status=Status.PENDING)
    assert "Comments to decide about 1 Flagged comments 1" in waiting(desk)
    assert "Drafts" not in waiting(desk)


def test_the_first_page_tells_an_editor_what_waits(client, editor):
    make_post(status="draft", published_at=None)
    client.force_login(editor)
    assert "Write a post Drafts 1 Scheduled posts 0" in waiting(client)
    assert "Comments to decide about" not in waiting(client)
