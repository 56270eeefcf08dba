"""What the five first pages cost: queries, times made anew and kept, sizes.

Usage: start the archive, then `.venv/bin/python benchmarks/five_pages.py [http://127.0.0.1:8000]`
in the same environment. Times are medians over one connection, in milliseconds.
"""

import gzip
import http.client
import os
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

import django

django.setup()

from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

PAGES = [
    "/posts/north-korean-defectors-beaten-killed/",
    "/films/what-north-korean-defectors-think-of-korea/",
    "/tags/defectors/",
    "/films/seoul-train/",
    "/tags/south-korea/",
]
ROUNDS = 200


def queries(page):
    """How many queries the page takes when it is made anew."""
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        Client(headers={"host": "127.0.0.1"}).get(page)
    return len(captured)


def milliseconds(server, page):
    """The median time of one request in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        server.request("GET", page, headers={"Accept-Encoding": "gzip"})
        body = server.getresponse().read()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, body


def main(base):
    """Print a line for each page. An unknown parameter makes the server build a page anew."""
    server = http.client.HTTPConnection(urlsplit(base).netloc)
    print(f"{'page':55} queries    anew    kept    HTML    gzip")
    for page in PAGES:
        anew, _ = milliseconds(server, f"{page}?anew=1")
        kept, body = milliseconds(server, page)
        size = len(gzip.decompress(body))
        print(f"{page:55} {queries(page):7} {anew:7.1f} {kept:7.2f} {size:7} {len(body):7}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
