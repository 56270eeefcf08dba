"""Two acts at once that need the same rows take them in the same order."""

from threading import Barrier, BrokenBarrierError, Thread, current_thread

import pytest
from django.contrib import admin
from django.db import connection
from django.utils import timezone

from archive.accounts.models import DeletionRequest, User
from archive.admin.mixins.bulk import BulkTermsMixin, TermsForm
from archive.models import Film, Post, page_versions
from archive.privacy import erasure
from comments.actions import posting
from comments.models import Comment, Discussion
from comments.notifications import outbox, subscriptions
from tests.comments.factories import make_comment, make_discussion

from ..factories import make_post

SOON = 1


def at_once(*acts):
    """Do these acts at the same time, each in a connection of its own; returns what went wrong."""
    went_wrong = []

    def in_a_connection_of_its_own(act):
        try:
            act()
        except Exception as error:
            went_wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=in_a_connection_of_its_own, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return went_wrong


class Meeting:
    """Lets two acts meet in the middle: each goes on when the other is as far, or waits for it."""

    def __init__(self):
        self.middle = Barrier(2)

    def before(self, act):
        met_already = set()

        def met(*args, **kwargs):
            name = current_thread().name
            if name not in met_already:
                met_already.add(name)
                self.wait()
            return act(*args, **kwargs)

        return met

    def wait(self):
        try:
            self.middle.wait(SOON)
        except BrokenBarrierError:
            pass


@pytest.mark.django_db(transaction=True)
def test_tags_of_many_are_changed_while_one_of_them_is_saved(make_user, monkeypatch):
    anna, posts = make_user("anna"), [make_post("One"), make_post("Two")]
    chosen = Post.objects.filter(pk__in=[post.pk for post in posts]).order_by("pk")
    meeting, apply_to, bump = Meeting(), TermsForm.apply_to, page_versions.bump

    def apply_and_meet(form, post):
        if post.pk == posts[-1].pk:
            meeting.wait()
        apply_to(form, post)

    def meet_and_bump(*names):
        if current_thread().name == "saving":
            meeting.wait()
        bump(*names)

    monkeypatch.setattr(TermsForm, "apply_to", apply_and_meet)
    monkeypatch.setattr(page_versions, "bump", meet_and_bump)

    def change_tags():
        form = TermsForm({"add_tags": "winter"}, things=chosen)
        assert form.is_valid()
        desk = admin.site.get_model_admin(Post)
        assert isinstance(desk, BulkTermsMixin)
        desk.apply_to_all(form, chosen, anna)

    def save_the_second():
        current_thread().name = "saving"
        post = Post.objects.get(pk=posts[-1].pk)
        post.title = "Another title"
        post.save()

    assert at_once(change_tags, save_the_second) == []
    assert [list(post.tags.names()) for post in chosen] == [["winter"], ["winter"]]
    assert chosen.last().title == "Another title"


@pytest.mark.django_db(transaction=True)
def test_somebody_posts_while_a_follower_who_wrote_elsewhere_is_deleted(
    make_user, monkeypatch, settings
):
    settings.RATE_LIMITS = False
    ann, ben = make_user("ann"), make_user("ben")
    one, two = make_discussion(title="one"), make_discussion(title="two")
    make_comment(one, "Ann was here.", author=ann)
    make_comment(two, "And here.", author=ann)
    subscriptions.follow(ann, two)
    for _ in range(2):
        make_comment(one, author=ben)
    deletion = DeletionRequest.objects.create(user=ann, due_at=timezone.now())
    meeting = Meeting()
    monkeypatch.setattr(outbox, "add", meeting.before(outbox.add))
    monkeypatch.setattr(page_versions, "bump", meeting.before(page_versions.bump))

    def post():
        posting.submit(Discussion.objects.get(pk=two.pk), ben, "Hello there.")
        outbox.expand_due()

    assert at_once(post, lambda: erasure.delete(deletion)) == []
    assert not User.objects.filter(pk=ann.pk).exists()
    assert Comment.objects.get(text="Hello there.").is_published


@pytest.mark.django_db(transaction=True)
def test_a_film_is_saved_while_somebody_who_commented_on_it_is_deleted(make_user, monkeypatch):
    ann = make_user("ann")
    film = Film.objects.create(
        title="Film", slug="film", status="published", published_at=timezone.now()
    )
    make_comment(film.discussion, "Ann was here.", author=ann)
    deletion = DeletionRequest.objects.create(user=ann, due_at=timezone.now())
    meeting = Meeting()
    monkeypatch.setattr(Film, "tell_discussions", meeting.before(Film.tell_discussions))
    monkeypatch.setattr(erasure, "_remove_voices", meeting.before(erasure._remove_voices))

    def save_film():
        changed = Film.objects.get(pk=film.pk)
        changed.title = "Another title"
        changed.save()

    assert at_once(save_film, lambda: erasure.delete(deletion)) == []
    assert not User.objects.filter(pk=ann.pk).exists()
    assert Discussion.objects.get(pk=film.discussion_id).title == "Another title"
