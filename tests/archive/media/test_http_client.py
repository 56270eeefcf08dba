"""Asking other sites: in time, by certificate, with a name, and nothing inside a network."""

import datetime
import socket
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from archive.media import http_client
from archive.media.http_client import Client, NeverAsked, NotAsked, Unanswered

pytestmark = pytest.mark.usefixtures("pauses")
HANGUL = "북한뉴스.test"
INSIDE = [
    *("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "[::1]", "[::ffff:127.0.0.1]"),
    *("10.1.2.3", "192.168.1.1", "172.16.0.1", "100.64.0.1", "224.0.0.1", "[fd00::1]"),
    *("169.254.169.254", "[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "inside.test"),
    *("[64:ff9b:1::7f00:1]", "[fec0::1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]"),
]


@pytest.mark.parametrize("host", INSIDE)
def test_addresses_inside_a_network_are_never_asked(sites, host):
    with pytest.raises(NeverAsked, match="inside a private network"):
        sites.client().ask("GET", sites.url("/", host))
    assert sites.asked == []


@pytest.mark.parametrize("host", INSIDE)
def test_a_redirect_into_a_network_is_not_followed(sites, host):
    sites.answers["/"] = (302, {"Location": sites.url("/secret", host)}, b"")
    with pytest.raises(NeverAsked, match="inside a private network"):
        sites.client().ask("GET", sites.url("/"))
    assert sites.asked == [("GET", "one.test", "/")]


def test_a_name_that_leads_inside_as_well_is_refused(sites):
    def resolve(host, port, **kwargs):
        addresses = ("93.184.216.34", "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in addresses]

    with pytest.raises(NeverAsked):
        Client(resolve=resolve).ask("HEAD", sites.url())


def test_public_addresses_are_public():
    for address in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"):
        assert http_client.is_public(address)


@pytest.mark.parametrize(
    "url",
    ["ftp://one.test/", "file:///etc/passwd", "http://[x/", "https:///", "http://one.test:x/"],
)
def test_only_addresses_of_the_web_are_asked_also_by_redirect(sites, url):
    with pytest.raises(NeverAsked, match="no address of the web"):
        sites.client().ask("HEAD", url)
    sites.answers["/"] = (302, {"Location": url}, b"")
    with pytest.raises(NeverAsked):
        sites.client().ask("HEAD", sites.url("/"))


def test_five_redirects_are_followed_and_no_more(sites, pauses):
    for n in range(9):
        sites.answers[f"/{n}"] = (307, {"Location": f"{n + 1}?é".encode().decode("latin-1")}, b"")
    sites.answers["/9"] = 410
    assert sites.client().ask("HEAD", sites.url("/4")).status == 410
    assert sites.asked[-1] == ("HEAD", "one.test", "/9?%C3%A9")
    assert len(pauses) == 5
    with pytest.raises(NotAsked, match="redirects too often"):
        sites.client().ask("HEAD", sites.url("/3"))


def test_two_seconds_lie_between_requests_to_one_host_and_none_between_two(sites, pauses):
    client = sites.client()
    client.ask("HEAD", sites.url("/1"))
    client.ask("HEAD", sites.url("/2", "two.test"))
    assert pauses == []
    client.ask("HEAD", sites.url("/3"))
    assert len(pauses) == 1
    assert 1.5 < pauses[0] <= http_client.PAUSE_SECONDS == 2


def test_a_failure_counts_as_a_request(sites, pauses):
    client = sites.client()
    for _ in range(2):
        with pytest.raises(Unanswered):
            client.ask("HEAD", f"http://one.test:{closed_port()}/")
    assert len(pauses) == 1


def test_the_site_says_who_asks(sites, settings):
    settings.SITE_NAME = "소리"
    sites.client().ask("HEAD", sites.url())
    agent = sites.headers["User-Agent"].encode("latin-1").decode()
    assert agent == "LinkCheck/1.0 (+http://testserver; 소리)"


def test_an_address_in_hangul_is_asked_for_in_ascii(sites):
    name = HANGUL.encode("idna").decode()
    sites.client([name]).ask("HEAD", sites.url("/소식 하나?q=가#b", HANGUL))
    target = "/%EC%86%8C%EC%8B%9D%20%ED%95%98%EB%82%98?q=%EA%B0%80"
    assert sites.asked == [("HEAD", name, target)]


def test_no_answer_in_time_is_no_answer(sites, monkeypatch):
    monkeypatch.setattr(http_client, "TIMEOUT_SECONDS", 0.1)
    sites.may_answer.clear()
    with pytest.raises(Unanswered, match="no answer in time"):
        sites.client().ask("HEAD", sites.url())


def test_nobody_listening_is_no_answer(sites):
    with pytest.raises(Unanswered, match="no connection"):
        sites.client().ask("HEAD", f"http://one.test:{closed_port()}/")


def closed_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_no_more_is_read_than_wanted(sites):
    sites.answers["/"] = (200, {}, b"x" * 1000)
    assert sites.client().ask("GET", sites.url(), 10).body == b"x" * 10
    assert sites.client().ask("GET", sites.url()).body == b""


def test_a_certificate_that_nobody_vouches_for_is_not_believed(sites, tmp_path):
    path = self_signed("one.test", tmp_path / "one.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    sites.server.socket = context.wrap_socket(sites.server.socket, server_side=True)
    secure = {
        host: sites.url(host=host).replace("http:", "https:") for host in ("one.test", "two.test")
    }
    client = sites.client()
    with pytest.raises(Unanswered, match="certificate"):
        client.ask("HEAD", secure["one.test"])
    client.tls.load_verify_locations(path)
    with pytest.raises(Unanswered, match="certificate"):
        client.ask("HEAD", secure["two.test"])
    assert sites.asked == []
    assert client.ask("HEAD", secure["one.test"]).status == 200


def self_signed(host, path):
    """The path of a file with a key and a certificate that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, *private) + certificate.public_bytes(pem))
    return path


@pytest.mark.parametrize("address", ["http://one.test:22/", "https://one.test:8443/"])
def test_only_the_ports_of_the_web_are_asked(address):
    def resolve(host, port, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

    with pytest.raises(NeverAsked, match="no address of the web"):
        Client(resolve=resolve).ask("HEAD", address)


def test_a_server_that_drips_its_answer_is_left_after_a_while(monkeypatch):
    monkeypatch.setattr(http_client, "ANSWER_SECONDS", 0.5)

    def drip(server):
        connection, _address = server.accept()
        with connection:
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                for _time in range(100):
                    connection.sendall(b"X-Slow: a\r\n")
                    # The tests' clock does not sleep.
                    threading.Event().wait(0.1)
            except OSError:
                pass

    with socket.create_server(("127.0.0.1", 0)) as server:
        dripping = threading.Thread(target=drip, args=(server,))
        dripping.start()
        began = time.monotonic()
        with pytest.raises(Unanswered, match="no answer in time"):
            port = server.getsockname()[1]
            Client(allowed_hosts=["127.0.0.1"]).ask("HEAD", f"http://127.0.0.1:{port}/")
        assert time.monotonic() - began < 5
        dripping.join()
