"""The transport: PyGithub without what it does by itself."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.github.transport import Disconnected, Response
from tests.sandbox.server import Server, serve

HEADERS = {"Authorization": "Bearer canary", "Accept": "application/vnd.github+json"}


class Web:
    """A server that answers as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.status = "200 OK"
        self.headers = {"Content-Type": "application/json; charset=utf-8"}
        self.body = b"{}"
        self.asked: list[dict[str, str]] = []

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        self.asked.append(
            {
                "what": f"{environ['REQUEST_METHOD']} {environ['RAW_URI']}",
                "authorization": environ.get("HTTP_AUTHORIZATION", ""),
                "version": environ.get("HTTP_X_GITHUB_API_VERSION", ""),
                "body": environ["wsgi.input"].read().decode(),
                "connection": str(threading.get_ident()),  # The server has a thread for each.
            }
        )
        start(self.status, [*self.headers.items()])
        return [self.body]


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def server(web: Web) -> Iterator[Server]:
    with serve(web) as server:
        yield server


def get(transport: PyGithubTransport, path: str = "/repos/acme/lite", **query: str) -> Response:
    return transport.request("GET", path, HEADERS, query)


def test_a_request_is_sent_as_it_is_and_its_answer_is_read(web: Web, server: Server) -> None:
    web.body = '{"name": "ü"}'.encode()
    web.headers["ETag"] = '"x"'
    transport = PyGithubTransport(f"{server.url}/api/v3/")
    found = transport.request("POST", "/a%2Fb/c%23", HEADERS, {"page": "2"}, {"body": "é"})
    assert (found.status, found.data, found.headers["etag"]) == (200, {"name": "ü"}, '"x"')
    asked = web.asked[0]
    assert (asked["what"], json.loads(asked["body"])) == (
        "POST /api/v3/a%2Fb/c%23?page=2",
        {"body": "é"},
    )
    assert (asked["authorization"], asked["version"]) == ("Bearer canary", "2022-11-28")


@pytest.mark.parametrize(
    ("kind", "body", "data"),
    [
        ("application/vnd.github.sha; charset=utf-8", b"1234", "1234"),
        ("text/html", b"<h1>Unicorn!</h1>", "<h1>Unicorn!</h1>"),
        ("application/json", b"", None),
    ],
)
def test_what_is_no_json_is_text(
    web: Web, server: Server, kind: str, body: bytes, data: object
) -> None:
    web.headers, web.body = {"Content-Type": kind}, body
    assert get(PyGithubTransport(server.url)).data == data


@pytest.mark.parametrize("status", ["404 Not Found", "429 Too Many Requests", "502 Bad Gateway"])
def test_refusals_are_answers_and_nothing_is_asked_twice(
    web: Web, server: Server, status: str
) -> None:
    web.status = status
    web.headers["Retry-After"] = "1"
    assert get(PyGithubTransport(server.url)).status == int(status[:3])
    assert len(web.asked) == 1


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Moved", "308 Moved"])
def test_a_redirect_keeps_its_query_and_is_not_followed(
    web: Web, server: Server, status: str
) -> None:
    web.status = status
    web.headers["Location"] = f"{server.url}/repositories/1/pulls?per_page=100&page=2"
    found = get(PyGithubTransport(server.url), page="2")
    expected = {"location": "/repositories/1/pulls?per_page=100&page=2"}
    assert (found.status, found.headers, len(web.asked)) == (int(status[:3]), expected, 1)


@pytest.mark.parametrize("body", [b'{"half": ', b"\xff"])
def test_a_broken_answer_is_none(web: Web, server: Server, body: bytes) -> None:
    web.body = body
    with pytest.raises(Disconnected, match="sent a broken answer"):
        get(PyGithubTransport(server.url))


def test_an_answer_that_ends_too_early_is_none(web: Web, server: Server) -> None:
    web.body, web.headers["Content-Length"] = b"{}", "3"
    with pytest.raises(Disconnected, match="sent a broken answer"):
        get(PyGithubTransport(server.url))


def test_an_answer_that_does_not_come_is_not_waited_for(web: Web) -> None:
    late = threading.Event()

    def slow(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        late.wait(10)
        return web(environ, start)

    with serve(slow) as server:
        with pytest.raises(Disconnected, match="did not answer in time"):
            get(PyGithubTransport(server.url, timeout=1))
        late.set()


def test_nobody_there_is_no_answer() -> None:
    with serve(Web()) as server:
        url = server.url
    with pytest.raises(Disconnected, match="broke off the connection, or did not take it"):
        get(PyGithubTransport(url))


def test_a_server_without_tls_is_not_spoken_to() -> None:
    def greet() -> None:
        # It speaks first: a server of HTTP may wait for the end of what it takes for a line.
        with listening.accept()[0] as line:
            line.sendall(b"Hello\r\n")
            line.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        greeting = threading.Thread(target=greet)
        greeting.start()
        url = f"https://127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(Disconnected, match="no certificate that is trusted, or speaks no TLS"):
            get(PyGithubTransport(url))
        greeting.join()


def test_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Web()) as server:
        monkeypatch.setenv("http_proxy", server.url)
    with pytest.raises(Disconnected, match="is not reached through the proxy"):
        get(PyGithubTransport("http://github.example.org"))


def test_an_answer_that_is_packed_wrongly_is_none(web: Web, server: Server) -> None:
    web.headers["Content-Encoding"] = "gzip"
    with pytest.raises(Disconnected, match="sent a broken answer"):
        get(PyGithubTransport(server.url))


def test_a_connection_is_kept_and_each_thread_has_its_own(web: Web, server: Server) -> None:
    transport = PyGithubTransport(server.url)
    both = threading.Barrier(2)

    def ask() -> None:
        for _ in range(3):
            both.wait(5)
            get(transport)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connections = [asked["connection"] for asked in web.asked]
    assert (len(connections), len(set(connections))) == (6, 2)
    transport.close()


def test_no_log_holds_a_token(web: Web, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    web.body = b'{"token": "ghs_canary"}'
    with caplog.at_level(logging.DEBUG):
        get(PyGithubTransport(server.url))
    assert "canary" not in caplog.text
