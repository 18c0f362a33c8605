"""One request, answered or refused; and who is refused for asking too much asks no more."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from threading import Lock
from urllib.parse import parse_qsl

from attrs import field, frozen

from kayron.adapters.github.refusal import Refusal, refusal, wait_of
from kayron.adapters.github.transport import Disconnected, Response, Transport
from kayron.adapters.patience import Patience

REDIRECTS = 3
"""A repository that was renamed and transferred needs two."""

MOVED = frozenset({301, 302, 307, 308})

LATE = "GitHub was not asked: the deadline has passed"


@frozen(kw_only=True)
class Message:
    """A request without its credentials. `path` and `query` are as in `Transport`."""

    method: str = "GET"
    path: str
    headers: Mapping[str, str] = field(factory=dict)
    query: Mapping[str, str] = field(factory=dict)
    body: object = None


class Exchange:
    """Sends messages. A rate limit that one of them met holds all of them up."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._lock = Lock()
        self._closed_until = 0.0
        self._closed_for = ""

    def send(self, message: Message, authorization: str, patience: Patience) -> Response:
        """Return the answer to a message, redirects followed, 304 included; raise `Refusal`."""
        self._wait_while_closed(patience)
        response = self._send(message, authorization)
        for _ in range(REDIRECTS):
            location = response.headers.get("location", "")
            if response.status not in MOVED or not location.startswith("/"):
                break
            path, _, query = location.partition("?")
            moved = Message(
                method=message.method,
                path=path,
                headers=message.headers,
                query=dict(parse_qsl(query)),
                body=message.body,
            )
            response = self._send(moved, authorization)
        return self._accepted(message, response, patience)

    def insist(self, message: Message, authorization: str, patience: Patience) -> Response:
        """Return the answer to a message that may be sent twice, after as many tries as it takes.

        Raises the last `Refusal` when the tries are used up.
        """
        return patience.retrying(lambda: self.send(message, authorization, patience), wait_of)

    def _send(self, message: Message, authorization: str) -> Response:
        headers = {**message.headers, "Authorization": f"Bearer {authorization}"}
        try:
            return self._transport.request(
                message.method, message.path, headers, message.query, message.body
            )
        except Disconnected as error:
            raise Refusal(f"GitHub {error} for {message.path}", wait=0) from error

    def _accepted(self, message: Message, response: Response, patience: Patience) -> Response:
        status = response.status
        if status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.NOT_MODIFIED:
            return response
        refused = refusal(message.path, response, patience.clock.now())
        if refused.limited and refused.wait is not None:
            self._close(patience.clock.monotonic() + refused.wait, refused.reason)
        raise refused

    def _close(self, until: float, reason: str) -> None:
        with self._lock:
            if until > self._closed_until:
                self._closed_until, self._closed_for = until, reason

    def is_closed(self, patience: Patience) -> bool:
        """Tell whether a rate limit lasts longer than a patience."""
        return self._closed(patience)[0] >= patience.left

    def _closed(self, patience: Patience) -> tuple[float, str]:
        """Return how many seconds a rate limit lasts, and which."""
        with self._lock:
            return self._closed_until - patience.clock.monotonic(), self._closed_for

    def _wait_while_closed(self, patience: Patience) -> None:
        if not patience.left:
            raise Refusal(LATE)
        wait, reason = self._closed(patience)
        if wait >= patience.left:
            raise Refusal(reason, limited=True)
        if wait > 0:
            patience.clock.sleep(wait)
