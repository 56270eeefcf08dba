"""Other sites for tests: one server on loopback that answers to many names."""

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from archive.media.http_client import Client


class _Handler(BaseHTTPRequestHandler):
    def answer(self):
        site = self.server.site
        site.asked.append((self.command, self.headers["Host"].split(":")[0], self.path))
        site.headers = dict(self.headers)
        path = self.path.partition("?")[0]
        answer = site.answers.get((self.command, path)) or site.answers.get(path) or 200
        status, headers, body = answer if isinstance(answer, tuple) else (answer, {}, b"")
        site.may_answer.wait(5)
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

    do_GET = do_HEAD = answer

    def log_message(self, *args):
        pass


class OtherSites:
    """What is answered under each path, and what was asked: method, host and target.

    An answer is a status or (status, headers, body), under a path or (method, path); without
    one it is 200.
    """

    def __init__(self):
        self.answers, self.asked, self.headers = {}, [], {}
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.site = self
        self.port = self.server.server_port
        self.missing = {}

    @contextlib.contextmanager
    def running(self):
        thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self.may_answer.set()
            self.server.shutdown()
            self.server.server_close()
            thread.join()

    def url(self, path="/", host="one.test"):
        return f"http://{host}:{self.port}{path}"

    def resolve(self, host, port, **kwargs):
        """All names ending in .test lead here, unless they are `missing`; others as they are."""
        if host in self.missing:
            raise socket.gaierror(self.missing[host], "no address")
        host = "127.0.0.1" if host.endswith(".test") else host
        return socket.getaddrinfo(host, port, **kwargs)

    def client(self, allowed_hosts=("one.test", "two.test")):
        return Client(allowed_hosts, self.resolve)
