"""Everybody at once for a long time, while the server is killed again and again.

Afterwards nothing that was acknowledged is lost or doubled, and every kept number is exact.
"""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from threading import Event, Thread

import pytest

from tests.crowd import Crowd
from tests.serving import Server, wait_for

from .people import Moderator, Person

PEOPLE, MODERATORS = 20, 2
# From this number on people are new here: their first comments wait for a moderator.
NEWCOMERS = 15

PLACES = """
import json
from archive.models import Film, Post
from comments.models import Comment
from django.contrib.auth import get_user_model
film = Film.objects.get(slug="what-north-korean-defectors-think-of-korea")
post = Post.objects.get(slug="north-korean-defectors-beaten-killed")
for n in range({first}, {last}):
    get_user_model().objects.get(username=f"person{{n}}").user_permissions.clear()
comments = Comment.objects.published().filter(discussion__in=[film.discussion, post.discussion])
print(json.dumps([
    [[film.discussion_id, post.discussion_id], film.reviews_id,
     ["/", film.get_absolute_url(), post.get_absolute_url(), "/accounts/inbox/"]],
    list(comments.values_list("pk", flat=True)),
]))
"""

BOOKS = """
import json
from tests.soak.books import broken_records, rows_of_people, wrong_counts
print(json.dumps([wrong_counts(), broken_records(), rows_of_people()]))
"""


@pytest.fixture
def crowd(tmp_path):
    server = Server(tmp_path, "soak_tests", RATE_LIMITS="off", WORKERS="3")
    with server.running():
        crowd = Crowd(server, PEOPLE, MODERATORS)
    return crowd


def kill(pids):
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def live_and_be_killed(server, chance, seconds, heard):
    """Serve for so many seconds, killing some of the server at random; returns what was killed.

    Mostly one worker dies, or all of them; now and then the whole server, which then starts anew.
    However slow the machine is, each time some answers were `heard` since the last kill.
    """
    kills = Counter()
    while True:
        with server.running():
            life = min(seconds, chance.uniform(4, 30))
            seconds -= life
            end = time.monotonic() + life
            while time.monotonic() < end:
                wait_for_more(heard)
                time.sleep(chance.uniform(0, 2))
                workers = server.worker_pids()
                one = workers and chance.random() < 0.5
                kill([chance.choice(workers)] if one else workers)
                kills["one worker" if one else "all workers"] += 1
            wait_for_more(heard)
            if seconds <= 0:
                return kills
            kill([server.pid, *server.worker_pids()])
            kills["the whole server"] += 1
            wait_for(lambda: not server.listens())


def wait_for_more(heard):
    so_far = heard()
    wait_for(lambda: heard() > so_far)


def test_comments_survive_a_crowd_and_kills(crowd, soak, figures):
    places, known = crowd.ask(PLACES.format(first=NEWCOMERS, last=PEOPLE))
    people = [Person(crowd, n, soak.seed, places, known) for n in range(PEOPLE)]
    moderators = [Moderator(crowd, PEOPLE + n, soak.seed) for n in range(MODERATORS)]
    everybody, over = [*people, *moderators], Event()
    threads = [Thread(target=one.act_until, args=(over,)) for one in everybody]
    for thread in threads:
        thread.start()
    try:
        chance = random.Random(soak.seed)
        kills = live_and_be_killed(
            crowd.server, chance, soak.seconds, lambda: sum(one.heard for one in everybody)
        )
    finally:
        over.set()
        for thread in threads:
            thread.join()

    (numbers, wrong), broken, rows = crowd.ask(BOOKS)
    answers = sum((one.answers for one in everybody), Counter())
    figures("acts", sum((one.acts for one in everybody), Counter()))
    figures("answers", answers)
    figures("kills", kills)

    stored = {key: (pk, status) for _, key, pk, status, _ in rows["comments"]}
    posted = {key: pk for one in people for key, pk in one.posted.items()}
    sent = {key for one in people for key in one.sent}
    lost = [key for key, pk in posted.items() if stored.get(key, [None])[0] != pk]
    texts = Counter(text for *_, text in rows["comments"] if text)
    doubled = [text for text, times in texts.items() if times > 1]
    doubled += [pk for _, key, pk, *_ in rows["comments"] if key not in sent]
    figures(
        "comments",
        {"acknowledged": len(posted), "stored": len(stored), "lost": len(lost)}
        | {"doubled": len(doubled)},
    )
    figures("kept numbers", {"compared": numbers, "wrong": len(wrong)})
    forgotten = list(forgotten_acts(people, rows))
    figures("other acts", {"forgotten": len(forgotten), "broken records": len(broken)})

    assert posted
    assert lost == doubled == []
    assert wrong == []
    assert broken == []
    assert forgotten == []
    # Without an answer remains only whoever was asking what was killed.
    failures = [status for status in answers if isinstance(status, int) and status >= 500]
    assert failures == []
    assert "timeout" not in answers


def forgotten_acts(people, rows):
    """What was acknowledged and does not stand in the rows."""
    votes = {(person, pk): value for person, pk, value in rows["votes"]}
    ratings = {(person, pk): value for person, pk, value in rows["ratings"]}
    flags = {(person, pk) for person, pk in rows["flags"]}
    public = {pk for _, _, pk, status, _ in rows["comments"] if status == "published"}
    for one in people:
        for said, found in ((one.votes, votes), (one.ratings, ratings)):
            for pk, value in said.items():
                if found.get((one.number, pk), 0) != value:
                    yield one.number, pk, value, found.get((one.number, pk))
        yield from ((one.number, pk, "flag") for pk in one.flags if (one.number, pk) not in flags)
        yield from ((one.number, pk, "withdrawn") for pk in one.withdrawn & public)
