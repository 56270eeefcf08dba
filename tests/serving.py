"""The archive as a process of its own: what `make serve` starts, with a database of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "a long demo password"
START_TIMEOUT = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def new_database(folder, name):
    """The address of a new, empty database beside the one the tests use."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder}/{name}.sqlite3"
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


class Server:
    """Settings for one archive, and ways to start it and to run its commands."""

    # Where the first of them has collected static files: that takes seconds, and all share them.
    static = None

    def __init__(self, folder, name, **environment):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = Path(folder) / f"{name}.log"
        self.share_static(Path(folder) / "static")
        self.environment = {
            "PATH": os.environ["PATH"],
            "ENVIRONMENT": "development",
            "SECRET_KEY": "s" * 50,
            "DATABASE_URL": new_database(folder, name),
            "VAR_DIR": str(folder),
            "PORT": str(self.port),
            "DEMO_PASSWORD": PASSWORD,
            **environment,
        }

    def share_static(self, own):
        if own.exists():
            return
        if Server.static and (Server.static / ".collected").exists():
            own.symlink_to(Server.static)
        else:
            Server.static = own

    def manage(self, *arguments):
        """Run a management command; returns the finished process."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    @contextlib.contextmanager
    def running(self):
        """Serve while the block runs; ends the server by its process id."""
        with self.log.open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
            self.pid = process.pid
            try:
                self.wait_until_it_answers(process)
                yield self
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)

    def wait_until_it_answers(self, process):
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError):
                return self.get("/healthz/")
            time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def get(self, path):
        """The body of a page as an anonymous reader gets it, over a connection of its own."""
        request = urllib.request.Request(self.url + path, headers={"Connection": "close"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.read().decode()
