"""How many comments the archive accepts in a second, each durable before it is answered.

Usage: `.venv/bin/python benchmarks/posting.py [seconds]`, with DATABASE_URL for PostgreSQL. Starts
an archive of its own with two workers in an empty database, on loopback. Four people post, each
as soon as the last comment was answered. What is counted afterwards in the database is what was
acknowledged; otherwise the run fails.
"""

import itertools
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.crowd import Crowd
from tests.serving import Server

CLIENTS = 4
WARM_UP = 2
SECONDS = 20
PLACE = (
    "import json; from archive.models import Film;"
    "film = Film.objects.get(slug='what-north-korean-defectors-think-of-korea');"
    "print(json.dumps(film.discussion_id))"
)
STORED = (
    "import json; from comments.models import Comment;"
    "rows = Comment.objects.filter(text__startswith='Benchmark', status='published');"
    "print(json.dumps(rows.count()))"
)


def post_until(over, crowd, person, discussion, taken):
    """Post comments until the time is over; adds when each was answered and after how long."""
    for number in itertools.count():
        begun = time.perf_counter()
        if begun >= over:
            return
        status = crowd.post(
            person, f"/discussions/{discussion}/write/", text=f"Benchmark {person}/{number}."
        )
        if status != 302:
            raise SystemExit(f"A comment was answered with {status}.")
        answered = time.perf_counter()
        taken.append((answered, answered - begun))


def measure(seconds):
    """Print the rate, the median and the 99th percentile."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, "posting_benchmark", RATE_LIMITS="off", WORKERS="2")
        with server.running():
            crowd = Crowd(server, CLIENTS)
            discussion = crowd.ask(PLACE)
            begun, taken = time.perf_counter(), []
            people = [
                threading.Thread(
                    target=post_until,
                    args=(begun + WARM_UP + seconds, crowd, person, discussion, taken),
                )
                for person in range(CLIENTS)
            ]
            for person in people:
                person.start()
            for person in people:
                person.join()
            if crowd.ask(STORED) != len(taken):
                raise SystemExit("What is stored is not what was acknowledged.")
    times = [each for answered, each in taken if answered > begun + WARM_UP]
    cuts = statistics.quantiles(times, n=100)
    print(
        f"{len(times) / seconds:.0f} comments a second with {CLIENTS} clients, "
        f"median {cuts[49] * 1000:.1f} ms, 99th percentile {cuts[98] * 1000:.1f} ms, "
        f"{len(taken)} stored"
    )


if __name__ == "__main__":
    measure(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
