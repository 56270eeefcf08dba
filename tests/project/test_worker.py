"""The worker that sends mails, as processes of its own, killed and doubled."""

import os
import random
import re
import signal
import subprocess
import sys
import time

import pytest

from ..serving import ROOT, Server, wait_for
from ..smtp import MailServer

pytestmark = pytest.mark.served
PEOPLE, COMMENTS = 30, 12
MAILS = PEOPLE * COMMENTS
KILLS = 12

MAKE_MAILS = f"""
from django.contrib.auth import get_user_model
from django.utils import timezone
from archive.models import Film
from comments.actions import posting
from comments.notifications import subscriptions
film = Film.objects.create(
    title="A film", slug="a-film", status="published", published_at=timezone.now()
)
for n in range({PEOPLE}):
    user = get_user_model().objects.create_user(f"person{{n}}", f"person{{n}}@example.org")
    subscriptions.follow(user, film.discussion)
moderator = get_user_model().objects.create_superuser("moderator")
for n in range({COMMENTS}):
    posting.submit(film.discussion, moderator, f"No. {{n}} of many.")
"""

LET_CLAIMS_AGE = """
from datetime import timedelta
from django.utils import timezone
from comments.models import Notification
claimed = Notification.objects.filter(mail="claimed")
claimed.update(claimed_at=timezone.now() - timedelta(hours=1))
"""

COUNT = """
from django.db.models import Count
from comments.models import Notification
rows = Notification.objects.values_list("mail").annotate(Count("pk"))
print(*(f"{state}={count}" for state, count in rows))
"""


class SlowServer(MailServer):
    """Takes long enough for a mail that a worker is often killed in the middle of one."""

    def take(self, mail):
        time.sleep(0.01)
        super().take(mail)

    @property
    def ids(self):
        return [re.search(rb"^Message-ID: (\S+)", mail, re.M)[1] for mail in self.taken]


@pytest.fixture
def mail_server():
    with SlowServer().running() as mail_server:
        yield mail_server


@pytest.fixture
def server(tmp_path, mail_server):
    """An archive with mails waiting, whose EMAIL_URL names the mail server."""
    url = f"smtp://archive:secret@127.0.0.1:{mail_server.port}"
    server = Server(
        tmp_path, "worker_tests", EMAIL_URL=url, MAIL_FROM="us@archive.example", RATE_LIMITS="off"
    )
    for command in (["migrate"], ["shell", "--no-imports", "-c", MAKE_MAILS]):
        done = server.manage(*command)
        assert done.returncode == 0, done.stderr
    return server


def start_worker(server):
    command = [sys.executable, "manage.py", "send_notifications"]
    with server.log.open("a") as log:
        return subprocess.Popen(command, cwd=ROOT, env=server.environment, stderr=log)


def count(server):
    """How many mails are in each state."""
    done = server.manage("shell", "--no-imports", "-c", COUNT)
    pairs = (pair.split("=") for pair in done.stdout.split())
    return {state: int(number) for state, number in pairs}


def test_two_workers_killed_many_times_send_no_mail_twice(server, mail_server):
    workers = [start_worker(server), start_worker(server)]
    for number in range(1, KILLS + 1):
        target = number * MAILS // (KILLS + 2)
        wait_for(lambda target=target: len(mail_server.taken) >= target)
        time.sleep(random.uniform(0, 0.03))
        killed = workers.pop(0)
        killed.kill()
        killed.wait()
        workers.append(start_worker(server))
    wait_for(lambda: "waiting" not in count(server))
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0

    taken = mail_server.ids
    assert len(taken) == len(set(taken))
    states = count(server)
    assert states["sent"] + states.get("claimed", 0) == MAILS
    lost = states.get("claimed", 0)
    assert lost <= KILLS
    assert states["sent"] <= len(taken) <= MAILS
    assert b"\nFrom: us@archive.example" in mail_server.taken[0]

    server.manage("shell", "--no-imports", "-c", LET_CLAIMS_AGE)
    done = server.manage("send_notifications", "--once")
    assert done.stderr.count("its worker ended") == lost
    assert count(server).get("unknown", 0) == lost
    assert mail_server.ids == taken


def running(server):
    """The process ids of the workers beside this server."""
    listed = subprocess.run(
        ["ps", "-eww", "-o", "pid,ppid,stat,args"], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()[1:]]
    mark = f"send_notifications --parent {server.pid}"
    return [int(pid) for pid, _, stat, args in rows if args.endswith(mark) and stat[0] != "Z"]


@pytest.fixture(scope="module")
def keeper(tmp_path_factory):
    return Server(tmp_path_factory.mktemp("keeper"), "keeper_tests")


def test_a_server_starts_its_worker_again_and_ends_it_with_itself(keeper):
    with keeper.running():
        [first] = running(keeper)
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: running(keeper) not in ([], [first]))
    assert running(keeper) == []
    assert "started again" in keeper.log.read_text()


def test_a_worker_does_not_outlive_a_server_that_was_killed(keeper):
    with keeper.running():
        assert len(running(keeper)) == 1
        os.kill(keeper.pid, signal.SIGKILL)
        wait_for(lambda: not running(keeper) and not keeper.listens())


def test_a_server_can_be_told_to_run_without_the_worker(keeper):
    keeper.environment["NOTIFICATIONS_WORKER"] = "off"
    with keeper.running():
        assert running(keeper) == []
