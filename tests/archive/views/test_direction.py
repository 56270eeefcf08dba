"""What is written from right to left."""

import pytest

from archive.models import Film
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


def test_texts_and_names_have_the_direction_of_their_own_words(client, make_user):
    film = Film.objects.get(slug="seoul-train")
    asked = make_comment(
        film.discussion, "أهلا 7 films", author=make_user("amal", display_name="أمل 7")
    )
    make_comment(film.discussion, "Yes.", parent=asked, author=make_user("ben"))
    html = client.get(film.get_absolute_url()).content.decode()
    assert '<div class="comment-text" dir="auto">' in html
    assert 'aria-label="Comment by \u2068أمل 7\u2069"' in html
    assert ">\u2068أمل 7\u2069</a>" in html
    assert 'aria-label="Comment by ben"' in html
