"""GitHub as a process reaches it, without HTTP: the sandbox's application answers at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import unquote, urlencode

from kayron.adapters.github.exchange import MOVED
from kayron.adapters.github.transport import Disconnected, Response
from tests.sandbox.github.answering import Outgoing
from tests.sandbox.github.faults import refusal_of
from tests.sandbox.github.incoming import Incoming
from tests.sandbox.github.refusal import DOCS
from tests.sandbox.github.server import GitHub
from tests.simulation.aws_clients import REFUSALS
from tests.simulation.fault import LATE, Fault, Struck
from tests.simulation.wire import Line

BASE = "https://github.example.org"

AFTER = 5
"""Seconds after which GitHub wants to be asked again."""

NOT_MODIFIED = 304

CONDITION = "if-none-match"


class SimulatedTransport:
    """Requests on the line of one process."""

    def __init__(self, line: Line, github: GitHub) -> None:
        self._line = line
        self._github = github

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        body: object = None,
    ) -> Response:
        """Return the answer to one request; see `Transport`."""
        incoming = Incoming(
            method=method,
            path=unquote(path),
            query_text=urlencode(query),
            base=BASE,
            headers={"user-agent": "kayron", **{name.lower(): headers[name] for name in headers}},
            content=b"" if body is None else json.dumps(body).encode(),
        )
        service, operation = self._github.application.name(incoming)
        try:
            return self._line.call(
                service,
                operation,
                lambda: self._answer(incoming),
                lambda: self._older(incoming),
                incoming,
            )
        except Struck as struck:
            return _failure(struck.fault)

    def close(self) -> None:
        """Let go of nothing."""

    def _answer(self, incoming: Incoming) -> Response:
        response = _response(self._github.application.answer(incoming))
        if incoming.method == "GET":
            self._keep(incoming, response)
        return response

    def _keep(self, incoming: Incoming, response: Response) -> None:
        past, revision = self._line.wire.past, self._github.hub.world.revision
        if response.status == NOT_MODIFIED:
            past.still(_identity(incoming), revision)
        elif response.status in {200, 404}:
            past.keep(_identity(incoming), response, revision)

    def _older(self, incoming: Incoming) -> Response | None:
        """Return what a replica that lags behind answers, None where it is what all answer."""
        if incoming.method != "GET":
            return None
        world, past = self._github.hub.world, self._line.wire.past
        older = past.older(_identity(incoming), world)
        if older is None or self._is_current(incoming, older):
            return None
        etag = older.headers.get("etag", "")
        if etag and etag == incoming.headers.get(CONDITION):
            return Response(status=NOT_MODIFIED, headers=older.headers, data=None)
        return older

    def _is_current(self, incoming: Incoming, older: Response) -> bool:
        """Tell whether an answer is right again, as after a branch was pushed back."""
        now = self._answer(_unconditional(incoming))
        return (now.status, now.headers.get("etag")) == (older.status, older.headers.get("etag"))


def _identity(incoming: Incoming) -> tuple[str, ...]:
    headers = incoming.headers
    asked = headers.get("authorization", ""), headers.get("accept", "")
    return incoming.path, incoming.query_text, *asked


def _unconditional(incoming: Incoming) -> Incoming:
    headers = {name: text for name, text in incoming.headers.items() if name != CONDITION}
    return Incoming(
        method=incoming.method,
        path=incoming.path,
        query_text=incoming.query_text,
        base=incoming.base,
        headers=headers,
        content=incoming.content,
    )


def _response(outgoing: Outgoing) -> Response:
    headers = {name.lower(): text for name, text in outgoing.headers}
    if outgoing.code in MOVED:
        location = headers["location"].removeprefix(BASE)
        return Response(status=outgoing.code, headers={"location": location}, data=None)
    return Response(status=outgoing.code, headers=headers, data=_parsed(headers, outgoing.body))


def _parsed(headers: Mapping[str, str], body: bytes) -> object:
    if "json" in headers.get("content-type", "") and body:
        return json.loads(body)
    return body.decode() or None


def _failure(fault: Fault) -> Response:
    """Return what GitHub answers in place of what was asked for, or raise `Disconnected`."""
    if fault in REFUSALS:
        refusal = refusal_of(REFUSALS[fault], AFTER)
        headers = {name.lower(): text for name, text in refusal.headers.items()}
        return Response(status=refusal.status, headers=headers, data=refusal.body(DOCS))
    if fault in LATE:
        raise Disconnected("did not answer in time") from None
    if fault is Fault.TRUNCATED:
        raise Disconnected("sent a broken answer") from None
    raise Disconnected("broke off the connection, or did not take it") from None
