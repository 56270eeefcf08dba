"""Many at once, and the power cut: real server processes, real requests, on either database."""

import os
import random
import signal
import threading
import time
from uuid import uuid4

import pytest

from ..crowd import Crowd
from ..serving import Server, wait_for

pytestmark = pytest.mark.served
PEOPLE = 50
FILM = "/films/what-north-korean-defectors-think-of-korea/"
KILLS = 20


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    server = Server(
        tmp_path_factory.mktemp("crowd"), "crowd_tests", RATE_LIMITS="off", WORKERS="3"
    )
    with server.running():
        yield Crowd(server, PEOPLE)


@pytest.fixture(scope="module")
def place(crowd):
    """The keys of a discussion, of one of its comments, and of a discussion of reviews."""
    return crowd.ask(
        "import json; from archive.models import Film;"
        "film = Film.objects.get(slug='what-north-korean-defectors-think-of-korea');"
        "print(json.dumps([film.discussion_id, film.discussion.comments.first().pk,"
        "film.reviews_id]))"
    )


def kept_and_counted(crowd, comment):
    """The kept score of a comment, the sum of its votes, and how many rows they are."""
    return crowd.ask(
        "import json; from comments.models import Comment, Vote;"
        f"votes = list(Vote.objects.filter(comment={comment}).values_list('value', flat=True));"
        f"print(json.dumps([Comment.objects.get(pk={comment}).score, sum(votes), len(votes)]))"
    )


def test_fifty_people_vote_at_once_and_the_score_is_exact(crowd, place):
    _, comment, _ = place
    path = f"/comments/{comment}/vote/"
    answers = crowd.at_once(
        lambda person: crowd.post(person, path, value=1), [(n,) for n in range(PEOPLE)]
    )
    assert set(answers) == {302}
    assert kept_and_counted(crowd, comment) == [PEOPLE, PEOPLE, PEOPLE]


def test_one_person_votes_twenty_times_at_once_and_has_one_vote(crowd, place):
    comment = place[1] + 1
    path = f"/comments/{comment}/vote/"
    answers = crowd.at_once(lambda _: crowd.post(0, path, value=1), [(n,) for n in range(20)])
    assert set(answers) == {302}
    assert kept_and_counted(crowd, comment) == [1, 1, 1]


def test_twenty_copies_of_one_form_are_one_comment(crowd, place):
    path, key = f"/discussions/{place[0]}/write/", str(uuid4())
    answers = crowd.at_once(
        lambda _: crowd.post(1, path, text="Only once.", submission_key=key),
        [(n,) for n in range(20)],
    )
    assert set(answers) == {302}
    assert crowd.server.get(FILM).count("<p>Only once.</p>") == 1


def test_fifty_ratings_at_once_and_the_average_is_exact(crowd, place):
    path = f"/discussions/{place[2]}/rate/"
    crowd.at_once(
        lambda person: crowd.post(person, path, value=person % 10 + 1),
        [(n,) for n in range(PEOPLE)],
    )
    assert crowd.ask(
        "import json; from comments.models import Discussion;"
        f"d = Discussion.objects.get(pk={place[2]});"
        "print(json.dumps([d.rating_count, d.rating_sum]))"
    ) == [PEOPLE, sum(n % 10 + 1 for n in range(PEOPLE))]
    # (7.61 × 49 + 275) ÷ 99
    assert "Ratings: 6.54/10 from 99 users." in crowd.server.get(FILM)


def test_a_vote_while_the_comment_is_withdrawn_ends_one_way(crowd, place):
    crowd.post(2, f"/discussions/{place[0]}/write/", text="Here and gone.")
    comment = crowd.ask(
        "import json; from comments.models import Comment;"
        "print(json.dumps(Comment.objects.get(text='Here and gone.').pk))"
    )
    acts = [(n, f"/comments/{comment}/vote/", {"value": 1}) for n in range(3, 23)]
    acts.insert(10, (2, f"/comments/{comment}/withdraw/", {}))
    answers = crowd.at_once(lambda person, path, data: crowd.post(person, path, **data), acts)
    assert set(answers) <= {302, 404, 409}
    kept, counted, rows = kept_and_counted(crowd, comment)
    assert kept == counted == rows
    assert "Here and gone." not in crowd.server.get(FILM)


def wait_for_more(acknowledged):
    so_far = len(acknowledged)
    wait_for(lambda: len(acknowledged) > so_far)


def test_a_power_cut_in_the_middle_of_posting_loses_nothing_and_doubles_nothing(crowd, place):
    path = f"/discussions/{place[0]}/write/"
    acknowledged, over = [], threading.Event()

    def keep_posting(person):
        number = 0
        while not over.is_set():
            text, key = f"Posted by {person}, no. {number}.", str(uuid4())
            # Somebody who gets no answer presses the button again.
            while not over.is_set():
                if crowd.post(person, path, text=text, submission_key=key) == 302:
                    acknowledged.append(text)
                    break
            number += 1

    people = [threading.Thread(target=keep_posting, args=(n,)) for n in range(30, 36)]
    for person in people:
        person.start()
    try:
        for _ in range(KILLS):
            # However slow the machine is, something was posted since it was killed last.
            wait_for_more(acknowledged)
            time.sleep(random.uniform(0, 0.4))
            for pid in crowd.server.worker_pids():
                os.kill(pid, signal.SIGKILL)
        wait_for_more(acknowledged)
    finally:
        over.set()
    for person in people:
        person.join()
    stored, count, rows = crowd.ask(
        "import json; from comments.models import Comment, Discussion;"
        f"rows = Comment.objects.filter(discussion={place[0]}, status='published');"
        "print(json.dumps([list(rows.filter(text__startswith='Posted by')"
        ".values_list('text', flat=True)),"
        f"Discussion.objects.get(pk={place[0]}).comment_count, rows.count()]))"
    )
    assert len(acknowledged) > KILLS
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    assert count == rows
