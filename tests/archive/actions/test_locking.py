"""Two acts at once that need the same rows take them in the same order."""

from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection
from django.utils import timezone

from archive.accounts.models import DeletionRequest, User
from archive.models import Film
from archive.privacy import erasure
from comments.models import Discussion
from tests.comments.factories import make_comment

SOON = 1


@pytest.mark.django_db(transaction=True)
def test_a_film_is_saved_while_somebody_who_commented_on_it_is_deleted(make_user, monkeypatch):
    ann = make_user("ann")
    film = Film.objects.create(
        title="Film", slug="film", status="published", published_at=timezone.now()
    )
    make_comment(film.discussion, "Ann was here.", author=ann)
    deletion = DeletionRequest.objects.create(user=ann, due_at=timezone.now())
    middle = Barrier(2)

    def meet_in_the_middle(act):
        """Let an act go on when the other is as far, or waits for this one."""

        def met(*args):
            try:
                middle.wait(SOON)
            except BrokenBarrierError:
                pass
            return act(*args)

        return met

    monkeypatch.setattr(Film, "tell_discussions", meet_in_the_middle(Film.tell_discussions))
    monkeypatch.setattr(erasure, "_remove_voices", meet_in_the_middle(erasure._remove_voices))
    went_wrong = []

    def in_a_connection_of_its_own(act, *args):
        try:
            act(*args)
        except Exception as error:
            went_wrong.append(error)
        finally:
            connection.close()

    def save_film():
        changed = Film.objects.get(pk=film.pk)
        changed.title = "Another title"
        changed.save()

    acts = [
        Thread(target=in_a_connection_of_its_own, args=(save_film,)),
        Thread(target=in_a_connection_of_its_own, args=(erasure.delete, deletion)),
    ]
    for act in acts:
        act.start()
    for act in acts:
        act.join()
    assert went_wrong == []
    assert not User.objects.filter(pk=ann.pk).exists()
    assert Discussion.objects.get(pk=film.discussion_id).title == "Another title"
