"""What `make serve` does, with real processes."""

import json
import socket

import pytest

from tests.serving import Server

pytestmark = pytest.mark.served


@pytest.fixture
def server(tmp_path):
    return Server(tmp_path, "serve_tests")


def rows(server):
    """Everything in the database but what logs in and out."""
    done = server.manage("dumpdata", "--exclude=sessions", "--exclude=auth.permission")
    return json.loads(done.stdout)


def test_starting_again_changes_no_row(server):
    with server.running():
        assert "The Soundoff Archive" in server.get("/")
    before = rows(server)
    assert len(before) > 200
    for _ in range(2):
        with server.running():
            server.get("/posts/")
    assert rows(server) == before
    log = server.log.read_text()
    assert log.count("Demo accounts editor, moderator, reader") == 1
    assert log.count(f"The archive is at {server.url}/") == 3


def test_a_taken_port_is_said_in_one_line(server):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", server.port))
        taken.listen()
        done = server.manage("serve")
    assert done.returncode != 0
    assert str(server.port) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_production_serves_without_demo_accounts_and_over_tls_only(tmp_path):
    server = Server(
        tmp_path, "production_tests", ENVIRONMENT="production", SITE_URL="https://archive.example"
    )
    server.environment["ALLOWED_HOSTS"] = "127.0.0.1"
    server.environment["SSL_REDIRECT"] = "off"
    with server.running():
        assert "soundoff (10 Responses)" in server.get(
            "/posts/north-korean-defectors-beaten-killed/"
        )
    assert "Demo" not in server.log.read_text()
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if line[:1] == "{"]
    assert any(line.get("path", "").startswith("/posts/") for line in lines)
    assert all("request_id" in line for line in lines)
