"""What every page has: headers, health, errors."""

import json
import logging

import pytest
from django.core.cache import caches
from django.db import connection

from archive.operations.json_logs import JsonFormatter, RequestIdFilter, RequestIds, request_id
from tests.reading import text_of

from ..public_pages import PUBLIC_PAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/nothing-here/"])
def test_the_security_headers_stand_on_every_page(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_admin_has_the_strict_policy_too(client, editor):
    client.force_login(editor)
    assert "unsafe" not in client.get("/admin/").headers["Content-Security-Policy"]


def test_healthz_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz/").json() == {"status": "ok"}


def test_readyz_knows_the_migrations(client):
    assert client.get("/readyz/").json() == {"status": "ready"}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'archive'")
    response = client.get("/readyz/")
    assert response.status_code == 503
    assert response.json()["status"] == "migrations missing"


def test_an_unknown_address_is_404_in_words(client):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "There is nothing at this address" in text_of(response)


def test_a_missing_page_of_a_discussion_says_what_is_missing(client):
    response = client.get("/posts/north-korean-defectors-beaten-killed/?from=500")
    assert response.status_code == 404
    assert "fewer comments" in text_of(response)


def test_a_crash_is_500_in_words_with_a_number_to_quote(client, monkeypatch):
    def crash(*args, **kwargs):
        raise RuntimeError("crash")

    monkeypatch.setattr("archive.views.posts.discussion_page", crash)
    client.raise_request_exception = False
    token = request_id.set("quote-me-1")
    try:
        response = client.get("/posts/north-korean-defectors-beaten-killed/")
    finally:
        request_id.reset(token)
    assert response.status_code == 500
    assert "Something went wrong on our side" in text_of(response)
    assert "quote-me-1" in text_of(response)


def test_a_slug_with_a_false_form_does_no_harm(client):
    assert client.get("/posts/%00/").status_code == 404
    assert client.get("/tags/" + "x" * 5000 + "/").status_code == 404


def call_wsgi(**environ):
    answered = {}

    def application(environ, start_response):
        start_response("200 OK", [])
        return [request_id.get().encode()]

    def start_response(status, headers, exc_info=None):
        answered.update(headers)

    body = RequestIds(application)(environ, start_response)
    return answered["X-Request-ID"], b"".join(body).decode()


def test_each_request_has_a_number_of_its_own():
    (first, seen), (second, _) = call_wsgi(), call_wsgi()
    assert first == seen != second


def test_a_number_from_in_front_is_taken_over_if_it_is_harmless():
    assert call_wsgi(HTTP_X_REQUEST_ID="from-the-proxy")[0] == "from-the-proxy"
    assert call_wsgi(HTTP_X_REQUEST_ID="a\r\nb: c" * 5)[0] != "a\r\nb: c" * 5


def test_production_logs_are_json_with_the_requests_number():
    record = logging.LogRecord("archive", logging.WARNING, __file__, 1, "It is %s", ("so",), None)
    token = request_id.set("number-1")
    try:
        RequestIdFilter().filter(record)
    finally:
        request_id.reset(token)
    line = JsonFormatter("{message} {request_id}", style="{").format(record)
    assert json.loads(line) == {"message": "It is so", "request_id": "number-1"}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace"])
@pytest.mark.parametrize("address", [*PUBLIC_PAGES, "/healthz/", "/readyz/"])
def test_what_is_only_read_takes_no_other_method(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_who_asks_for_the_usual_icon_is_led_to_ours(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("icon.svg")


def test_readyz_looks_at_the_cache_that_workers_share(client, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(caches["default"].__class__, "get", broken)
    response = client.get("/readyz/")
    assert (response.status_code, response.json()["status"]) == (503, "cache unavailable")
