"""Asking other sites: politely, and never anything inside our own network."""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_noop

# About as fast as a person who follows links by hand.
PAUSE_SECONDS = 2
# A slow page is answered within this as a rule; the next run asks the others again.
TIMEOUT_SECONDS = 10
# A server that sends its answer byte by byte is always in time; so the whole has an end, too.
ANSWER_SECONDS = 30
# As many as http → https → www → language → new place need, and no circle.
MOST_REDIRECTS = 5

REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
# What a resolver says for sure; anything else may be its own trouble.
NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
# IPv6 addresses that carry an IPv4 address in their last 32 bits, for a translator on the way.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What leads into a network of somebody's own and yet is no private range by Python's lists: local
# translators, site-local addresses, and IPv4 addresses in their obsolete and translated forms.
NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in ("64:ff9b:1::/48", "fec0::/10", "::/96", "::ffff:0:0:0/96")
]


class NotAsked(Exception):
    """Nobody was asked, or no answer came; `reason` says why in short plain words."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class NeverAsked(NotAsked):
    """This address is never asked."""


class NoSuchHost(NotAsked):
    """The name of the host does not exist (any more)."""


class Unanswered(NotAsked):
    """The host is there but cannot or will not answer now: leave it alone for a while."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    location: str = ""


class Client:
    """Asks with a pause between two requests to one host, from a name that can be looked up.

    `allowed_hosts` are asked although their addresses are not public; `resolve` is what finds
    addresses of names.
    """

    def __init__(self, allowed_hosts=(), resolve=socket.getaddrinfo):
        self.allowed_hosts = allowed_hosts
        self.resolve = resolve
        self.asked_at = {}
        self.tls = ssl.create_default_context()

    def ask(self, method, url, most_bytes=0):
        """The answer at the end of the redirects, with at most so much of its body.

        Raises NotAsked; each address on the way is examined like the first.
        """
        for _step in range(MOST_REDIRECTS + 1):
            answer = self._ask_once(method, url, most_bytes)
            if not answer.location:
                return answer
            url = _joined(url, answer.location)
        raise NotAsked(gettext_noop("could not be asked: it redirects too often"))

    def _ask_once(self, method, url, most_bytes):
        scheme, host, port, target = split_url(url)
        addresses = self._public_addresses(host, port)
        self._wait_for(host)
        try:
            with (
                _connected(addresses) as sock,
                _ended_after(ANSWER_SECONDS, sock),
                closing(self._connection(scheme, host, port, sock)) as connection,
            ):
                connection.request(method, target, headers=_headers())
                with connection.getresponse() as response:
                    body = response.read(most_bytes) if most_bytes else b""
        except TimeoutError:
            raise Unanswered(gettext_noop("could not be asked: no answer in time")) from None
        except ssl.SSLError:
            reason = gettext_noop("could not be asked: its certificate is not valid")
            raise Unanswered(reason) from None
        except (OSError, http.client.HTTPException):
            raise Unanswered(gettext_noop("could not be asked: no connection")) from None
        finally:
            self.asked_at[host] = time.monotonic()
        location = response.headers.get("Location", "") if response.status in REDIRECTS else ""
        return Answer(response.status, body, location)

    def _public_addresses(self, host, port):
        """Where the name leads, looked up once, so that it cannot lead elsewhere afterwards."""
        try:
            found = self.resolve(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno in NO_SUCH_NAME:
                raise NoSuchHost(gettext_noop("the name of the site was not found")) from None
            raise Unanswered(gettext_noop("could not be asked: no connection")) from None
        addresses = [(family, address) for family, _type, _proto, _name, address in found]
        if host not in self.allowed_hosts:
            if not all(is_public(address[0]) for _family, address in addresses):
                raise NeverAsked(gettext_noop("not asked: it is inside a private network"))
            if port not in PORTS.values():
                raise NeverAsked(gettext_noop("not asked: it is no address of the web"))
        return addresses

    def _wait_for(self, host):
        if host in self.asked_at:
            time.sleep(max(0, self.asked_at[host] + PAUSE_SECONDS - time.monotonic()))

    def _connection(self, scheme, host, port, sock):
        """An HTTP connection over a socket that is already connected."""
        if scheme == "http":
            connection = http.client.HTTPConnection(host, port)
            connection.sock = sock
        else:
            connection = http.client.HTTPSConnection(host, port, context=self.tls)
            connection.sock = self.tls.wrap_socket(sock, server_hostname=host)
        return connection


def split_url(url):
    """Scheme, host, port and target of a request to `url`, in ASCII; raises NeverAsked."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        host = ""
    if not host or parts.scheme not in PORTS:
        raise NeverAsked(gettext_noop("not asked: it is no address of the web"))
    query = f"?{parts.query}" if parts.query else ""
    return parts.scheme, host, port, iri_to_uri(f"{parts.path or '/'}{query}")


def is_public(address):
    """Whether anybody on the internet could ask this IP address."""
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and any(ip in network for network in NOT_PUBLIC):
        return False
    if ip.version == 6 and (ip.sixtofour or ip in NAT64):
        ip = ip.sixtofour or ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast


def _connected(addresses):
    """A socket to the first of these addresses that takes a connection."""
    failure = OSError("no address")
    for family, address in addresses:
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(TIMEOUT_SECONDS)
        try:
            sock.connect(address)
            return sock
        except OSError as error:
            sock.close()
            failure = error
    raise failure


@contextmanager
def _ended_after(seconds, sock):
    """Break the connection, and raise TimeoutError, if the block takes longer than this."""
    is_late = threading.Event()
    # TLS takes the socket itself over.
    with sock.dup() as twin:

        def end():
            is_late.set()
            with suppress(OSError):
                twin.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if is_late.is_set():
                raise TimeoutError


def _joined(url, location):
    # Headers come as Latin-1, whatever bytes they are.
    location = quote(location, safe="!#$%&'()*+,/:;=?@[]~", encoding="latin-1")
    try:
        return urljoin(url, location)
    except ValueError:
        raise NeverAsked(gettext_noop("not asked: it is no address of the web")) from None


def _headers():
    agent = f"LinkCheck/1.0 (+{settings.SITE_URL}; {settings.SITE_NAME})"
    return {"User-Agent": agent.encode(), "Accept": "*/*", "Connection": "close"}
