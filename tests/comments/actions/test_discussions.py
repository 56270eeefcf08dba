"""What becomes of a discussion whose owner is deleted."""

import pytest

from comments.actions import posting
from comments.exceptions import Closed
from comments.models import Comment, Discussion, Rating
from tests.owners.models import Owned

from ..factories import make_comment, make_discussion, published

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["one", "bulk"])
def delete_owner(request):
    """A function that deletes the owner of a discussion, alone or among several."""

    def delete(discussion):
        owners = Owned.objects.filter(discussion=discussion)
        owners.get().delete() if request.param == "one" else owners.delete()

    return delete


def test_what_was_said_under_a_deleted_owner_is_kept_and_shown_to_nobody(delete_owner):
    discussion = make_discussion()
    make_comment(discussion, "Their words.")
    delete_owner(discussion)
    assert Comment.objects.get(discussion=discussion).text == "Their words."
    assert published(discussion) == []


def test_nobody_writes_under_a_deleted_owner(delete_owner, make_user):
    discussion = make_discussion()
    make_comment(discussion)
    delete_owner(discussion)
    with pytest.raises(Closed):
        posting.submit(discussion, make_user("anna"), "Anybody here?")


def test_a_rating_under_a_deleted_owner_is_kept(delete_owner, make_user):
    discussion = make_discussion("reviews")
    Rating.objects.create(discussion=discussion, user=make_user("anna"), value=7)
    delete_owner(discussion)
    assert Rating.objects.get().value == 7


def test_a_discussion_in_which_nobody_said_anything_goes_with_its_owner(delete_owner):
    discussion = make_discussion()
    delete_owner(discussion)
    assert not Discussion.objects.filter(pk=discussion.pk).exists()
