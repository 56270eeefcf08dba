"""No page weighs 150 kB, however much was said under it."""

import pytest
from django.utils import timezone

from comments.actions import counts
from comments.models import Comment, Discussion

from ..archive.factories import make_film, make_post

pytestmark = pytest.mark.django_db
HEAVIEST = 150_000


def fill(discussion, replies, text):
    """Seventy threads, each with a row of replies under each other, that all say this."""
    now = timezone.now()

    def comment(**fields):
        return Comment(
            discussion=discussion,
            text=text,
            html=f"<p>{text}</p>",
            status="published",
            posted_at=now,
            sort_at=now,
            first_published_at=now,
            archived_name="Somebody With a Name",
            **fields,
        )

    roots = parents = Comment.objects.bulk_create([comment() for _ in range(70)])
    for depth in range(1, replies + 1):
        pairs = zip(roots, parents, strict=True)
        parents = Comment.objects.bulk_create(
            [comment(root=root, parent=parent, depth=depth) for root, parent in pairs]
        )
    counts.recount_replies(Comment.objects.filter(pk__in=[root.pk for root in roots]))
    counts.recount_discussions(Discussion.objects.filter(pk=discussion.pk))


@pytest.mark.parametrize("word", ["word ", "탈북자 이야기 "])
@pytest.mark.parametrize(("replies", "characters"), [(0, 5000), (0, 1200), (3, 300), (12, 60)])
def test_a_page_stays_light_under_a_full_discussion(client, replies, characters, word):
    text = (word * characters)[:characters]
    post, film = make_post(), make_film()
    for discussion in (post.discussion, film.discussion, film.reviews):
        fill(discussion, replies, text)
    for thing in (post, film):
        response = client.get(thing.get_absolute_url())
        assert text.split()[0] in response.content.decode()
        assert len(response.content) < HEAVIEST
