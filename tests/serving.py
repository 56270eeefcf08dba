"""The archive as a process of its own: what `make serve` starts, with a database of its own."""

import contextlib
import fcntl
import os
import random
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
# How long a busy machine may take to start a server or to end one, which itself gives those
# who still wait for an answer thirty seconds.
PATIENCE = 180
# Several processes run the tests at once, if pytest-xdist says so: which one this is.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
FIRST_PORT, LAST_PORT = 12000, 32000


def free_port():
    """A port that no other worker chooses, below those that connections to elsewhere take.

    So nobody has taken it when a server starts there, or starts there again.
    """
    ports = list(range(FIRST_PORT, LAST_PORT))[WORKER::WORKERS]
    while True:
        port = random.choice(ports)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(condition, seconds=PATIENCE):
    """Wait until this is so. A busy machine may take its time; never is a mistake."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def new_database(folder, name):
    """The address of a new, empty database beside the one the tests use, for this worker."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder}/{name}.sqlite3"
    import psycopg

    name = f"{name}_{WORKER}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


class Server:
    """Settings for one archive, and ways to start it and to run its commands."""

    def __init__(self, folder, name, **environment):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = Path(folder) / f"{name}.log"
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
        self.share_static(Path(folder) / "static")

    def share_static(self, own):
        """Let `own` be the folder that the first of all servers fills: compressing takes long."""
        if own.exists():
            return
        shared = Path(os.environ["TESTS_STATIC"])
        with (shared / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / "static/.collected").exists():
                code = "from archive.operations import static_files; static_files.collect()"
                command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
                environment = self.environment | {"VAR_DIR": str(shared)}
                subprocess.run(command, cwd=ROOT, env=environment, check=True)
        own.symlink_to(shared / "static")

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
                process.wait(timeout=PATIENCE)

    def wait_until_it_answers(self, process):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError):
                return self.get("/healthz/")
            time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def worker_pids(self):
        """The process ids of the workers that serve, from the parent they have in common."""
        listed = subprocess.run(
            ["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        rows = [line.split(None, 2) for line in listed[1:]]
        return [
            int(pid) for pid, ppid, args in rows if ppid == str(self.pid) and "gunicorn" in args
        ]

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def get(self, path):
        """The body of a page as an anonymous reader gets it, over a connection of its own."""
        request = urllib.request.Request(self.url + path, headers={"Connection": "close"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.read().decode()
