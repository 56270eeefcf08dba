"""Who may take part, at the desk."""

import pytest
from django.contrib.auth import get_user_model

from archive.models import Post
from comments.actions import people
from comments.models import ModerationDecision, Notification, Participant
from tests.comments.factories import make_comment
from tests.reading import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/participant/"


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def ban(client, name, **why):
    return client.post(f"{LIST}add/", {"name": name, "reason": "", "note": "", **why}, follow=True)


def page_of(person):
    return f"{LIST}{Participant.objects.get(user=person).pk}/change/"


def is_banned(person):
    return Participant.objects.filter(user=person, is_banned=True).exists()


def test_a_moderator_bans_somebody_who_never_wrote_with_a_reason_and_a_note(
    desk, reader, moderator
):
    page = ban(desk, "Reader", reason="spam", note="votes by a script")
    assert "reader" in text_of(page)
    assert is_banned(reader)
    decision = ModerationDecision.objects.get(person=reader)
    assert (decision.act, decision.reason, decision.note, decision.by) == (
        "ban",
        "spam",
        "votes by a script",
        moderator,
    )
    assert Notification.objects.filter(recipient=reader, kind="decision").exists()


def test_somebody_is_found_by_the_name_that_is_shown(desk, make_user):
    shown = make_user("b7", display_name="Ben of the hills")
    ban(desk, "ben of the hills")
    assert is_banned(shown)


def test_nobody_is_banned_by_a_name_that_nobody_or_several_have(desk, make_user):
    assert "Nobody goes by this name here." in text_of(ban(desk, "nobody"))
    for name in ("one", "two"):
        make_user(name, display_name="The same")
    assert "Several people do: one, two" in text_of(ban(desk, "The same"))
    assert not Participant.objects.filter(is_banned=True).exists()


def test_a_ban_is_lifted_where_it_is_shown(desk, reader, moderator):
    people.ban(reader, by=moderator, reason="abuse", note="shouts")
    page = desk.get(page_of(reader))
    assert "banned, insult, threat or harassment, shouts, moderator" in text_of(page)
    desk.post(page_of(reader), {"reason": "mistake", "note": ""})
    assert not is_banned(reader)
    assert "ban lifted, an earlier decision was a mistake" in text_of(desk.get(page_of(reader)))
    acts = ModerationDecision.objects.filter(person=reader).order_by("pk")
    assert [one.act for one in acts] == ["ban", "unban"]


def test_the_record_shows_decisions_about_people_and_discussions(desk, reader, editor, client):
    people.ban(reader)
    discussion = Post.objects.get(slug="north-korean-defectors-beaten-killed").discussion
    client.force_login(editor)
    data = {"style": discussion.style, "claimed_count": discussion.claimed_count or ""}
    client.post(f"/admin/comments/discussion/{discussion.pk}/change/", data)
    closed = ModerationDecision.objects.get(discussion=discussion)
    assert (closed.act, closed.by) == ("close", editor)


def test_the_record_is_read_by_moderators(desk, reader, moderator):
    people.ban(reader, by=moderator)
    page = text_of(desk.get("/admin/comments/moderationdecision/"))
    assert "reader banned" in page
    get_user_model().objects.filter(pk=reader.pk).delete()
    assert "person that is gone" in text_of(desk.get("/admin/comments/moderationdecision/"))


def test_a_ban_leaves_what_was_written_on_its_page(client, reader, moderator):
    post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
    make_comment(post.discussion, "Written before.", author=reader)
    people.ban(reader, by=moderator)
    assert "Written before." in text_of(client.get(post.get_absolute_url()))


def test_moderators_see_names_and_touch_no_rights(desk, make_user):
    admin = make_user("root", is_staff=True, is_superuser=True)
    ban(desk, "root")
    page = desk.get(page_of(admin)).content.decode()
    for field in ("is_staff", "is_superuser", "groups", "password", "email", "root@example.org"):
        assert f'name="{field}"' not in page
    assert "root@example.org" not in page
    desk.post(page_of(admin), {"is_banned": "on", "is_staff": "", "is_superuser": ""})
    admin.refresh_from_db()
    assert admin.is_staff and admin.is_superuser
