"""What readers did: in public, for themselves alone, and all of it as a file."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.accounts.models import User
from archive.privacy.export import HELD, everything_about
from comments.actions import moderation, muting, posting, rating, voting, withdrawing
from comments.models import Comment, Discussion, ListedWord, Mute
from comments.policies import screening
from tests.comments.factories import make_comment, make_discussion
from tests.reading import assert_in_order, text_of

from ..account_flows import log_in, log_in_anew

pytestmark = pytest.mark.django_db
Status = Comment.Status
PROFILE = "/readers/reader/"
MINE = "/accounts/comments/"

# Public pages


def test_the_profile_shows_who_and_since_when_and_what_is_public_newest_first(client, reader):
    discussion = make_discussion(title="A page")
    now = timezone.now()
    for n, text in enumerate(["The oldest.", "The newer one.", "The newest."]):
        at = now - timedelta(hours=5 - n)
        make_comment(discussion, text, author=reader, sort_at=at, posted_at=at)
    text = text_of(client.get(PROFILE))
    since = f"here since {now.day} {now:%B %Y}"
    assert_in_order(text, ["reader", since, "The newest.", "A page", "The newer", "The oldest."])


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_what_is_not_public_is_not_in_the_profile_not_even_for_oneself(client, reader, status):
    make_comment(make_discussion(), "A secret thought.", author=reader, status=status)
    for who in (None, reader):
        if who:
            client.force_login(who)
        text = text_of(client.get(PROFILE))
        assert "Nothing written yet" in text
        assert "secret" not in text


def test_what_stands_under_a_page_that_is_not_public_is_not_in_the_profile(client, reader):
    make_comment(make_discussion(is_visible=False), "A secret thought.", author=reader)
    assert "secret" not in text_of(client.get(PROFILE))


def test_the_profile_changes_with_what_is_published_and_removed(client, reader, moderator):
    comment = make_comment(make_discussion(), "Held.", author=reader, status="pending")
    assert "Held." not in text_of(client.get(PROFILE))
    moderation.decide(comment, Status.PUBLISHED, by=moderator)
    assert "Held." in text_of(client.get(PROFILE))
    moderation.decide(comment, Status.REMOVED, by=moderator)
    assert "Held." not in text_of(client.get(PROFILE))


def test_the_profile_is_paged(client, reader):
    discussion = make_discussion()
    for n in range(31):
        at = timezone.now() - timedelta(minutes=n)
        make_comment(discussion, f"Number {n}.", author=reader, sort_at=at)
    first, second = text_of(client.get(PROFILE)), text_of(client.get(f"{PROFILE}?page=2"))
    assert "Number 29." in first
    assert "Number 30." not in first
    assert "Number 30." in second
    assert client.get(f"{PROFILE}?page=4").status_code == 404


def test_the_profile_names_no_mail_address_and_sets_no_cookie(client, reader):
    response = client.get(PROFILE)
    assert "example.org" not in response.content.decode()
    assert not response.cookies


def test_a_profile_has_one_address(client, reader):
    response = client.get("/readers/Reader/")
    assert (response.status_code, response.headers["Location"]) == (301, PROFILE)


@pytest.mark.parametrize("name", ["nobody", "reader%00", "%ED%95%9C", "x" * 300])
def test_nobody_has_no_profile(client, reader, name):
    assert client.get(f"/readers/{name}/").status_code == 404


def test_a_closed_account_has_no_profile(client, reader):
    assert client.get(PROFILE).status_code == 200
    reader.is_active = False
    reader.save()
    assert client.get(PROFILE).status_code == 404


# Pages for oneself


@pytest.mark.parametrize("page", ["comments", "votes", "ratings", "data", "data/download"])
def test_ones_own_pages_ask_to_log_in(client, page):
    response = client.get(f"/accounts/{page}/")
    assert response.headers["Location"] == f"/accounts/login/?next=/accounts/{page}/"


def test_each_comment_says_what_became_of_it_and_why(client, reader, editor, moderator):
    discussion = make_discussion(title="A page")
    said = {
        Status.PENDING: "Waits for a moderator",
        Status.PUBLISHED: "Published",
        Status.REJECTED: "Not published: not about the subject",
        Status.SPAM: "Taken for advertising",
        Status.REMOVED: "Removed by a moderator: somebody’s private data",
        Status.WITHDRAWN: "Withdrawn by you",
    }
    reasons = {"rejected": "off-topic", "spam": "spam", "removed": "privacy"}
    for status in said:
        start = "published" if status in ("published", "removed", "withdrawn") else "pending"
        comment = make_comment(discussion, f"Text {status}.", author=reader, status=start)
        if status == Status.WITHDRAWN:
            withdrawing.withdraw(comment, reader)
        elif status != start:
            moderation.decide(comment, status, by=moderator, reason=reasons[status])
    make_comment(discussion, "Somebody else's.", author=editor)
    client.force_login(reader)
    text = text_of(client.get(MINE))
    for status, words in reversed(said.items()):
        what = "The text is erased" if status == Status.WITHDRAWN else f"Text {status}."
        assert_in_order(text, [what, "A page", words])
    assert "Somebody else's" not in text


def test_a_comment_that_a_rule_rejected_says_why(client, reader):
    ListedWord.objects.create(word="cheapwatches", kind=ListedWord.Kind.BANNED)
    comment = posting.submit(make_discussion(), reader, "Buy cheapwatches now.")
    assert comment.held_for == screening.BANNED_WORD
    client.force_login(reader)
    assert "Not published: it has a word that is not allowed" in text_of(client.get(MINE))


def test_votes_name_the_comment_unless_it_is_gone(client, reader, editor, moderator):
    discussion = make_discussion(title="A page")
    shown = make_comment(discussion, "A good thought.", author=editor)
    gone = make_comment(discussion, "A bad thought.", author=editor)
    voting.cast(shown, reader, 1)
    voting.cast(gone, reader, -1)
    moderation.decide(gone, Status.REMOVED, by=moderator)
    client.force_login(reader)
    text = text_of(client.get("/accounts/votes/"))
    assert "A good thought." in text
    assert "A bad thought." not in text
    assert "no longer shown" in text


def test_what_is_under_a_hidden_page_is_not_in_the_votes(client, reader):
    comment = make_comment(make_discussion(title="A draft"), "Words under it.")
    voting.cast(comment, reader, 1)
    client.force_login(reader)
    assert "Words under it." in text_of(client.get("/accounts/votes/"))
    Discussion.objects.filter(pk=comment.discussion_id).update(visible_from=None)
    text = text_of(client.get("/accounts/votes/"))
    assert "no longer shown" in text
    assert "Words under it." not in text
    assert "A draft" not in text


def test_who_left_no_comment_can_still_be_unmuted(client, reader, make_user):
    muting.mute(reader, make_user("loud"))
    muting.mute(make_user("other"), reader)
    client.force_login(reader)
    assert "Whom you mute" in text_of(client.get("/accounts/"))
    page = client.get("/accounts/mutes/")
    assert "loud" in text_of(page)
    not_mine = Mute.objects.exclude(by=reader).get()
    assert client.post(f"/accounts/mutes/{not_mine.pk}/").status_code == 404
    client.post(f"/accounts/mutes/{reader.mutes.get().pk}/")
    assert "You mute nobody." in text_of(client.get("/accounts/mutes/"))


def test_ratings_name_the_film_and_the_score(client, reader):
    film = Discussion.objects.get(film_reviews__slug="seoul-train")
    rating.rate(film, reader, 8)
    client.force_login(reader)
    assert_in_order(text_of(client.get("/accounts/ratings/")), ["Seoul Train", "8 of 10"])


# Everything as a file


def test_the_file_has_all_kinds_of_what_is_held(client, reader):
    log_in(client, "reader")
    response = client.get("/accounts/data/download/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="archive-reader.json"'
    data = json.loads(response.content)
    assert set(HELD) < set(data)
    assert data["account"]["mail address"] == "reader@example.org"
    assert len(data["log-in sessions"]) == 1


def test_the_file_has_held_and_earlier_texts_and_decisions(client, reader, moderator):
    discussion = make_discussion(title="A page")
    held = make_comment(discussion, "Held.", author=reader, status="pending")
    held.revisions.create(text="Before.")
    make_comment(discussion, "Not mine.", author=moderator)
    moderation.decide(held, Status.REJECTED, by=moderator, reason="abuse", note="hm")
    data = json.dumps(everything_about(reader), default=str)
    for piece in ("Held.", "Before.", "abuse", "A page", "rejected"):
        assert piece in data
    assert "Not mine." not in data
    assert "moderator" not in str(everything_about(reader)["decisions about comments"])


def test_every_table_that_points_to_a_person_is_in_the_file():
    elsewhere = {User.groups.through, User.user_permissions.through}
    pointing = {
        (relation.related_model, relation.field.name)
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model
    }
    # A mute is held for whoever mutes: whom it concerns does not learn of it.
    secret = {"muted"}
    held = {(kind.model, kind.owner) for kind in HELD.values()}
    missing = {
        (model.__name__, name)
        for model, name in pointing - held
        if model not in elsewhere and name not in secret
    }
    assert missing == set()


def test_nothing_in_the_file_lets_anybody_log_in(client, reader):
    log_in_anew(client, reader)
    key = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    reader.authenticator_set.create(type="totp", data={"secret": key})
    text = client.get("/accounts/data/download/").content.decode()
    assert '"totp"' in text
    for secret in (key, reader.password, client.session.session_key):
        assert secret not in text
