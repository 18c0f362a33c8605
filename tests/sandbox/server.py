"""A small threaded HTTP/1.1 server for WSGI applications on loopback, and how a connection breaks.

Connections are kept alive, which werkzeug's server doesn't do, and nothing is printed.
"""

from __future__ import annotations

import io
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication, WSGIEnvironment

from attrs import define, field, frozen

HOST = "127.0.0.1"
AT_ONCE = struct.pack("ii", 1, 0)
BODILESS = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


@define
class Server:
    """An application that is being served, until `stop`; a context manager that stops it."""

    url: str
    stop: Callable[[], None]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def serve(app: WSGIApplication, port: int = 0) -> Server:
    """Serve an application on loopback in threads of this process; port 0 is any free one.

    The whole body, which needs a Content-Length, is read before the application is called and is
    its input as an `io.BytesIO`. An application that raises `ConnectionResetError` has its
    connection reset; a body shorter than its Content-Length is sent, and the connection closed.
    """
    listener = _Listener(app, port)
    thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()

    def stop() -> None:
        listener.shutdown()
        listener.server_close()
        listener.hang_up()
        thread.join()

    return Server(url=f"http://{HOST}:{listener.server_address[1]}", stop=stop)


class _Listener(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, app: WSGIApplication, port: int) -> None:
        self.app = app
        self.connections: set[socket.socket] = set()
        self.guard = Lock()
        super().__init__((HOST, port), _Connection)

    def hang_up(self) -> None:
        """Close what clients keep open."""
        with self.guard:
            connections = tuple(self.connections)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


@frozen(kw_only=True)
class _Request:
    """A request as it was read: the head's parts, header names in lower case."""

    method: str
    target: str
    version: str
    headers: dict[str, str]


@define(kw_only=True)
class _Head:
    """What an application said with `start_response`."""

    status: str = ""
    headers: list[tuple[str, str]] = field(factory=list)

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: object = None, /
    ) -> Callable[[bytes], object]:
        """Be what WSGI calls `start_response`; nothing here uses the `write` that it returns."""
        del exc_info
        self.status, self.headers = status, headers
        return _no_write

    def has(self, name: str) -> bool:
        """Whether the application gave this header itself; its name in lower case."""
        return any(key.lower() == name for key, _ in self.headers)


class _Connection(StreamRequestHandler):
    server: _Listener
    disable_nagle_algorithm = True
    rbufsize = 65536

    def setup(self) -> None:
        super().setup()
        with self.server.guard:
            self.server.connections.add(self.connection)

    def finish(self) -> None:
        with self.server.guard:
            self.server.connections.discard(self.connection)
        super().finish()

    def handle(self) -> None:
        try:
            while self._exchange():
                pass
        except (ConnectionError, ValueError):
            # The client went away, or `stop` closed what was being read.
            return

    def _exchange(self) -> bool:
        """Answer one request; return whether the connection stays open."""
        request = self._request()
        if request is None:
            return False
        head = _Head()
        try:
            body = self._answered(self._environ(request), head)
        except ConnectionResetError:
            self._reset()
            return False
        return self._send(request, head, body)

    def _request(self) -> _Request | None:
        line = self.rfile.readline().decode("latin-1").split()
        if len(line) != 3:  # method, target, version; anything else is the end
            return None
        headers: dict[str, str] = {}
        while entry := self.rfile.readline().decode("latin-1").rstrip("\r\n"):
            name, _, value = entry.partition(":")
            key = name.lower()
            headers[key] = f"{headers[key]},{value.strip()}" if key in headers else value.strip()
        return _Request(method=line[0], target=line[1], version=line[2], headers=headers)

    def _body(self, request: _Request) -> bytes:
        if request.headers.get("expect", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return self.rfile.read(int(request.headers.get("content-length", "0")))

    def _environ(self, request: _Request) -> WSGIEnvironment:
        path, _, query = request.target.partition("?")
        environ: WSGIEnvironment = {
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self._body(request)),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "REQUEST_URI": request.target,
            "RAW_URI": request.target,
            "REMOTE_ADDR": HOST,
            "SERVER_NAME": HOST,
            "SERVER_PORT": str(self.server.server_address[1]),
            "SERVER_PROTOCOL": request.version,
        }
        for name, value in request.headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = value
        return environ

    def _answered(self, environ: WSGIEnvironment, head: _Head) -> bytes:
        """Call the application and return its whole body; an exception of its own is a 500."""
        try:
            pieces = self.server.app(environ, head.start)
            try:
                return b"".join(pieces)
            finally:
                close = getattr(pieces, "close", None)
                if close is not None:
                    close()
        except ConnectionResetError:
            raise
        except Exception:  # noqa: BLE001, whatever it is, the client must hear of it
            head.start("500 Internal Server Error", [("Content-Type", "text/plain")])
            return traceback.format_exc().encode()

    def _send(self, request: _Request, head: _Head, body: bytes) -> bool:
        bodiless = request.method == "HEAD" or int(head.status.split()[0]) in BODILESS
        headers = list(head.headers)
        if not head.has("content-length"):
            headers.append(("Content-Length", str(len(body))))
        if not head.has("date"):
            headers.append(("Date", formatdate(usegmt=True)))
        text = "".join(f"{name}: {value}\r\n" for name, value in headers)
        sent = b"" if bodiless else body
        self.wfile.write(f"HTTP/1.1 {head.status}\r\n{text}\r\n".encode("latin-1") + sent)
        declared = next(int(value) for name, value in headers if name.lower() == "content-length")
        whole = bodiless or len(body) >= declared
        return whole and request.headers.get("connection", "").lower() != "close"

    def _reset(self) -> None:
        """Send a reset in place of an orderly end, as a machine does that forgot the connection."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        with self.server.guard:
            self.server.connections.discard(self.connection)
        socket.close(self.connection.detach())


def _no_write(data: bytes) -> None:
    raise NotImplementedError(f"applications here return their body: {data[:20]!r}")
