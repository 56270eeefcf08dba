"""What the database itself refuses, and what a comment says of itself."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.models import Comment, Discussion, ModerationDecision, Rating
from tests.owners.models import Owned

from ..factories import make_comment, make_discussion

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_reply_has_a_root_and_a_root_has_none():
    discussion = make_discussion()
    root = make_comment(discussion)
    comments = Comment.objects.filter(pk=root.pk)
    refused(lambda: comments.update(depth=1))
    refused(lambda: comments.update(root=root))
    refused(lambda: comments.update(parent=root))


def test_a_review_is_never_a_reply():
    discussion = make_discussion("reviews")
    review = make_comment(discussion, kind="review")
    refused(lambda: make_comment(discussion, kind="review", parent=review))


def test_one_review_a_person_but_a_withdrawn_one_makes_room(make_user):
    discussion = make_discussion("reviews")
    person = make_user("person")
    first = make_comment(discussion, kind="review", author=person)
    refused(lambda: make_comment(discussion, kind="review", author=person))
    Comment.objects.filter(pk=first.pk).update(status="withdrawn")
    assert make_comment(discussion, kind="review", author=person).pk


def test_what_was_written_here_has_a_date():
    refused(lambda: make_comment(make_discussion(), posted_at=None))


def test_an_account_and_an_archived_name_exclude_each_other(make_user):
    person = make_user("person")
    refused(lambda: make_comment(make_discussion(), author=person, archived_name="Somebody"))


def test_a_decision_is_about_exactly_one_thing(make_user):
    things = {
        "comment": make_comment(make_discussion()),
        "person": make_user("person"),
        "discussion": make_discussion(),
        "setting": "listed words",
    }
    for subject, thing in things.items():
        act = "state" if subject == "comment" else "change"
        about = {"subject": subject, "act": act}
        assert ModerationDecision.objects.create(**about, **{subject: thing}).pk
        for other in things.keys() - {subject}:
            two = {subject: thing, other: things[other]}
            refused(lambda about=about, two=two: ModerationDecision.objects.create(**about, **two))
    refused(lambda: ModerationDecision.objects.create(subject="comment"))
    refused(lambda: ModerationDecision.objects.create(subject="setting", act="change"))
    refused(lambda: ModerationDecision.objects.create(subject="person", person=things["person"]))


@pytest.mark.parametrize("value", [0, 11])
def test_a_rating_is_from_one_to_ten(make_user, value):
    discussion, person = make_discussion(), make_user("person")
    refused(lambda: Rating.objects.create(discussion=discussion, user=person, value=value))


def test_one_rating_a_person(make_user):
    discussion, person = make_discussion(), make_user("person")
    Rating.objects.create(discussion=discussion, user=person, value=7)
    refused(lambda: Rating.objects.create(discussion=discussion, user=person, value=8))


def test_the_name_shown_is_the_accounts_the_sources_or_says_what_is_missing(make_user):
    discussion = make_discussion()
    person = make_user("person")
    archived = {"text_origin": "retold", "posted_at": None}
    assert str(make_comment(discussion, author=person).author_name) == "person"
    assert make_comment(discussion, archived_name="Melody", **archived).author_name == "Melody"
    assert make_comment(discussion, **archived).author_name == "name not archived"
    assert make_comment(discussion).author_name == "former member"


def test_the_count_told_to_readers_includes_what_only_the_source_had():
    discussion = make_discussion(claimed_count=3)
    make_comment(discussion, text_origin="retold")
    assert (discussion.missing_count, discussion.response_count) == (2, 3)
    make_comment(discussion)
    assert discussion.response_count == 4


def test_an_owner_keeps_its_discussion_up_to_date():
    owned = Owned.objects.create(title="Before")
    assert not owned.discussion.is_visible
    owned.title, owned.visible_from = "After", timezone.now()
    owned.save()
    discussion = Discussion.objects.get(pk=owned.discussion_id)
    assert (discussion.title, discussion.url) == ("After", f"/owned/{owned.pk}/")
    assert discussion.is_visible


def test_comments_under_a_hidden_owner_are_not_published():
    discussion = make_discussion(is_visible=False)
    make_comment(discussion)
    assert not Comment.objects.published().filter(discussion=discussion).exists()


def test_a_discussion_accepts_comments_while_it_is_open_and_not_past_its_end():
    now = timezone.now()
    assert Discussion(is_open=True).accepts_comments
    assert not Discussion(is_open=False).accepts_comments
    assert not Discussion(is_open=True, closes_at=now).accepts_comments
