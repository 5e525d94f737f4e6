"""Which way a request goes: never by a proxy to this machine, else as the environment says."""

import contextlib
import json
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest
from articles import article, draft
from hypothesis import given
from hypothesis import strategies as st
from loopback import LOOPBACK, Loopback, answer
from typer.testing import CliRunner

from summarizer import Summarizer
from summarizer.asking.proxies import is_this_machine, proxy_of
from summarizer.cli import app
from summarizer.errors import UsageError

pytestmark = LOOPBACK

NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
DRAFT = json.dumps(draft(article(1)), ensure_ascii=False)


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class LoggingProxy:
    """A proxy on loopback that forwards nothing and logs what it was asked for."""

    def __enter__(self):
        log = self.log = []

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self):
                log.append(self.requestline)
                self.send_response(502)
                self.end_headers()

            do_GET = do_POST = do_CONNECT = handle_any  # noqa: N815

            def log_message(self, *_arguments):
                """Nothing is printed."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1"])
def test_no_request_to_this_machine_goes_by_a_proxy(monkeypatch, host):
    """With every variable set, its log stays empty: neither document nor key gets there."""
    with LoggingProxy() as proxy, Loopback(answer(DRAFT)) as server:
        for name in NAMES[:3]:
            monkeypatch.setenv(name, proxy.url)
            monkeypatch.setenv(name.lower(), proxy.url)
        url = server.url.replace("127.0.0.1", host)
        assert Summarizer("m", base_url=url, patches=0).summarize(article(1)).status == "ok"
        assert CliRunner().invoke(app, ["doctor", "--base-url", url, "--model", "m"]).exit_code in {0, 1}
        assert len(server.received) == 2
        assert proxy.log == []


def test_another_host_is_asked_by_the_proxy_that_the_environment_names(monkeypatch):
    """The error and doctor name it, without its password."""
    with LoggingProxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.replace("http://", "http://me:hunter2@"))
        record = Summarizer("m", base_url="http://model.invalid/v1", retries=1).summarize(article(1))
        told = CliRunner().invoke(app, ["doctor", "--base-url", "http://model.invalid/v1"]).output
        assert proxy.log[0].startswith("POST http://model.invalid/v1/chat/completions")
    told = " ".join(told.split())
    assert f"{proxy.url} (HTTP_PROXY)" in told
    assert "hunter2" not in told + record.error.message


def test_a_proxy_that_is_down_is_named(monkeypatch):
    """So that a user can distinguish it from the endpoint."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{port}")
    record = Summarizer("m", base_url="https://model.invalid/v1", retries=1).summarize(article(1))
    assert record.error.code == "endpoint_down"
    assert f"by the proxy http://127.0.0.1:{port} (ALL_PROXY)" in record.error.message


def serve_socks(listener, port, wanted):
    """SOCKS 5 for one connection (RFC 1928), whatever host it wants: that is noted, and `port` here is connected."""
    client, _ = listener.accept()
    client.recv(16)
    client.sendall(b"\x05\x00")
    wanted.append(client.recv(300)[5:-2].decode())
    client.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
    with socket.create_connection(("127.0.0.1", port)) as server:
        back = threading.Thread(target=pump, args=(server, client), daemon=True)
        back.start()
        pump(client, server)
    client.close()
    back.join(10)


def pump(source, sink):
    with contextlib.suppress(OSError):
        while content := source.recv(65536):
            sink.sendall(content)
        sink.shutdown(socket.SHUT_WR)


def test_a_socks_proxy_is_spoken_to(monkeypatch):
    """`ALL_PROXY=socks5://…` works, and names are looked up by the proxy."""
    wanted = []
    with Loopback(answer(DRAFT)) as server, socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{listener.getsockname()[1]}")
        port = int(server.url.rpartition(":")[2].removesuffix("/v1"))
        serving = threading.Thread(target=serve_socks, args=(listener, port, wanted), daemon=True)
        serving.start()
        record = Summarizer("m", base_url="http://model.invalid/v1", retries=1, patches=0).summarize(article(1))
        serving.join(10)
    assert record.status == "ok"
    assert wanted == ["model.invalid"]


@pytest.mark.parametrize("proxy", ["socks4://127.0.0.1:1", "ftp://127.0.0.1:1", "http://[::1"])
def test_a_proxy_that_can_not_be_used_is_one_line(monkeypatch, tmp_path, proxy):
    """For run and for doctor, without a traceback."""
    monkeypatch.setenv("ALL_PROXY", proxy)
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    where = ["--base-url", "http://model.invalid/v1", "--model", "m"]
    ran = CliRunner().invoke(app, ["run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), *where])
    assert ran.exit_code == 2
    assert "can't be used" in ran.output
    assert "Traceback" not in ran.output
    asked = CliRunner().invoke(app, ["doctor", *where])
    assert asked.exit_code == 1
    assert isinstance(asked.exception, SystemExit)


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_certificates_that_can_not_be_read_are_one_line(monkeypatch, tmp_path, content):
    """The variable is named; without TLS it does not matter."""
    file = tmp_path / "ca.pem"
    if content:
        file.write_bytes(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(UsageError, match="SSL_CERT_FILE") as caught:
        Summarizer("m", base_url="https://127.0.0.1:9/v1").summarize(article(1))
    assert "\n" not in caught.value.message
    with Loopback(answer(DRAFT)) as server:
        assert Summarizer("m", base_url=server.url, patches=0).summarize(article(1)).status == "ok"


def test_a_certificate_that_is_not_trusted_is_told(monkeypatch):
    """It is no endpoint that is down."""

    def untrusted(*_arguments, **_options):
        raise httpx2.ConnectError("x") from ssl.SSLCertVerificationError("self-signed certificate")

    monkeypatch.setattr(httpx2.AsyncClient, "send", untrusted)
    record = Summarizer("m", base_url="https://127.0.0.1:9/v1").summarize(article(1))
    assert record.error.code == "certificate"
    assert "SSL_CERT_FILE" in record.error.message


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("a.localhost", True),
        ("127.0.0.1", True),
        ("127.255.0.7", True),
        ("127.1", True),
        ("2130706433", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("0.0.0.0", True),  # noqa: S104 - an address, not bound to
        ("128.0.0.1", False),
        ("192.168.0.1", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_which_hosts_are_this_machine(host, ours):
    """Names and addresses of loopback, however written."""
    assert is_this_machine(host) is ours


HOSTS = ("api.example.com", "example.com", "wwwexample.com", "10.1.2.3", "192.168.7.7", "[2001:db8::1]")
ENTRIES = (
    *("example.com", ".example.com", "*.example.com", "*", "10.1.2.3", "10.0.0.0/8", "192.168.0.0/16", "localhost"),
    *(
        "https://example.com",
        "all://api.example.com",
        "EXAMPLE.com",
        "2001:db8::1",
        "2001:db8::/32",
        "example.com:8443",
    ),
    *(" api.example.com ", "", "com", "[2001:db8::1]"),
)


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(HOSTS),
    st.sampled_from(["", ":8443"]),
    st.lists(st.sampled_from(ENTRIES), max_size=3),
    st.sets(st.sampled_from(NAMES[:3])),
)
def test_the_proxy_is_the_one_that_httpx2_would_take(scheme, host, port, entries, names):
    """NO_PROXY, and which variable goes first."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*NAMES[:4], *(name.lower() for name in NAMES[:4])):
            patch.delenv(name, raising=False)
        for name in names:
            patch.setenv(name, f"http://{name.split('_')[0].lower()}.proxy:1")
        patch.setenv("NO_PROXY", ",".join(entries))
        url = f"{scheme}://{host}{port}/v1"
        theirs = httpx2.AsyncClient(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))._transport_for_url(httpx2.URL(url))
        found = proxy_of(url)
    expected = getattr(theirs._pool, "_proxy_url", None)
    assert (found.url if found else None) == (f"http://{expected.host.decode()}:1" if expected else None)
