"""Every page of a large archive: queries, times and sizes.

Usage: `.venv/bin/python benchmarks/large_archive.py [posts] [films]` with DATABASE_URL naming an
empty database (it is migrated and filled; an already filled one is measured as it is). Defaults:
20,000 posts, 3,000 films, with people, prizes, tags and 60,000 comments around them.
"""

import gzip
import os
import random
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

import django

django.setup()

from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from archive.models import (  # noqa: E402
    Award,
    Credit,
    Evidence,
    Film,
    Nomination,
    Person,
    Post,
    Release,
    Tag,
    TaggedFilm,
    TaggedPost,
)
from comments.actions.counts import recount_everything  # noqa: E402
from comments.models import Comment, Discussion  # noqa: E402

ROUNDS = 5
TEXT = "A paragraph about somebody who crossed a river at night and what came of it. " * 6
NOW = datetime.now(UTC)


def discussions(count, style):
    made = [Discussion(key=uuid4(), style=style, visible_from=NOW) for _ in range(count)]
    return Discussion.objects.bulk_create(made, 2000)


@transaction.atomic
def fill(post_count, film_count):
    """Fill an empty archive with so many posts and films, at random but the same each time."""
    dice = random.Random(20)
    tags = Tag.objects.bulk_create([Tag(name=f"Tag {n}", slug=f"tag-{n}") for n in range(300)])
    people = Person.objects.bulk_create(
        [
            Person(name=f"Person {n}", sort_name=f"person {n:05}", slug=f"person-{n}")
            for n in range(film_count)
        ]
    )
    awards = Award.objects.bulk_create(
        [Award(name=f"Award {n}", slug=f"award-{n}") for n in range(200)]
    )
    public = {"status": "published", "published_at": NOW}
    threads, reviews = discussions(film_count, "threaded"), discussions(film_count, "reviews")
    films = Film.objects.bulk_create(
        [
            Film(
                title=f"Film number {n}",
                sort_title=f"film number {n:05}",
                slug=f"film-{n}",
                synopsis=f"<p>{TEXT}</p>",
                year=1990 + n % 35,
                discussion=threads[n],
                reviews=reviews[n],
                **public,
            )
            for n in range(film_count)
        ],
        1000,
    )
    soundoffs = discussions(post_count, "soundoff")
    posts = Post.objects.bulk_create(
        [
            Post(
                title=f"Post number {n}",
                slug=f"post-{n}",
                body=f"<p>{TEXT}</p><p>{TEXT}</p>",
                byline="Us",
                dated_on=date(2005, 1, 1) + timedelta(days=n % 7000),
                date_precision="day",
                sort_at=datetime(2005, 1, 1, tzinfo=UTC) + timedelta(hours=n),
                discussion=soundoffs[n],
                **public,
            )
            for n in range(post_count)
        ],
        1000,
    )
    Release.objects.bulk_create(
        [Release(film=f, released_on=date(f.year, 5, 1), date_precision="year") for f in films]
    )
    Credit.objects.bulk_create(
        [
            Credit(film=film, person=person, role=role)
            for film in films
            for role, person in zip(
                ("director", "producer", "editor"), dice.sample(people, 3), strict=True
            )
        ],
        2000,
    )
    TaggedPost.objects.bulk_create(
        [TaggedPost(tag=t, content_object=p) for p in posts for t in dice.sample(tags, 3)], 5000
    )
    TaggedFilm.objects.bulk_create(
        [TaggedFilm(tag=t, content_object=f) for f in films for t in dice.sample(tags, 3)], 5000
    )
    Post.films.through.objects.bulk_create(
        [Post.films.through(post=p, film=dice.choice(films)) for p in posts], 5000
    )
    prizes = Nomination.objects.bulk_create(
        [
            Nomination(
                award=dice.choice(awards),
                film=film,
                outcome="won",
                given_on=date(film.year, 1, 1),
                date_precision="year",
            )
            for film in films
        ],
        2000,
    )
    Evidence.objects.bulk_create(
        [Evidence(nomination=prize, post=dice.choice(posts)) for prize in prizes], 2000
    )
    places = [*soundoffs, *threads[:500], *([threads[0]] * 3000), *([soundoffs[-1]] * 3000)]
    Comment.objects.bulk_create(
        [
            Comment(
                discussion=places[n % len(places)],
                text=TEXT[: 40 + n % 400],
                html=f"<p>{TEXT[: 40 + n % 400]}</p>",
                status="published",
                posted_at=NOW - timedelta(minutes=n),
                sort_at=NOW - timedelta(minutes=n),
                first_published_at=NOW,
                archived_name=f"Reader {n % 977}",
                text_origin="retold",
            )
            for n in range(3 * post_count)
        ],
        5000,
    )
    Tag.objects.recount()
    recount_everything()


PAGES = [
    "/",
    "/posts/",
    "/posts/?page=900",
    "/posts/post-{last_post}/",
    "/posts/post-10/",
    "/archive/",
    "/archive/2010/",
    "/archive/2010/5/",
    "/films/",
    "/films/?year=2004",
    "/films/?tag=tag-7&year=2004",
    "/films/film-0/",
    "/films/film-1/",
    "/tags/",
    "/tags/tag-7/",
    "/people/",
    "/people/person-7/",
    "/awards/",
    "/awards/award-7/",
    "/discussions/",
    "/sources/",
    "/feed/",
    "/tags/tag-7/feed/",
    "/sitemap.xml",
    "/sitemap-posts.xml",
]


def measure(page):
    """Queries, the median of a page made anew in milliseconds, its size plain and compressed."""
    client = Client(headers={"host": "127.0.0.1"})
    times = []
    for _ in range(ROUNDS):
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as captured:
            start = time.perf_counter()
            response = client.get(page)
            times.append(time.perf_counter() - start)
    assert response.status_code == 200, (page, response.status_code)
    size = len(response.content), len(gzip.compress(response.content))
    return len(captured), statistics.median(times) * 1000, *size


def main(post_count=20_000, film_count=3_000):
    """Fill if empty, then print a line for each page."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Post.objects.exists():
        start = time.perf_counter()
        fill(post_count, film_count)
        print(f"filled in {time.perf_counter() - start:.0f} s")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    last = Post.objects.order_by("-pk").values_list("slug", flat=True)[0].rpartition("-")[2]
    print(
        f"{connection.vendor}: {Post.objects.count()} posts, {Film.objects.count()} films, "
        f"{Comment.objects.count()} comments"
    )
    print(f"{'page':35} queries      ms    HTML    gzip")
    for page in PAGES:
        address = page.format(last_post=last)
        count, milliseconds, plain, squeezed = measure(address)
        print(f"{address:35} {count:7} {milliseconds:7.1f} {plain:7} {squeezed:7}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
