"""Puts answers on the wire: completed, checked against GitHub's description, with their ETag."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from attrs import define, field, frozen

from tests.sandbox.github.completion import Completion
from tests.sandbox.github.description import Description, Operation
from tests.sandbox.github.exchange import Answer
from tests.sandbox.github.incoming import Incoming
from tests.sandbox.github.refusal import DOCS, Refusal

JSON = "application/json; charset=utf-8"
RAW = "application/vnd.github.raw; charset=utf-8"
MEDIA_TYPE = "github.v3; format=json"
VARY = "Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, X-Requested-With"


@frozen(kw_only=True)
class Outgoing:
    """A response as it goes out."""

    code: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def status(self) -> str:
        return f"{self.code} {HTTPStatus(self.code).phrase}"


@frozen
class _Rendered:
    """A body with its digest, and the headers that belong to it."""

    body: bytes
    digest: str
    headers: Mapping[str, str]
    status: int


@define(eq=False)
class Answering:
    """Renders answers; of one revision of the world each is rendered once.

    What GitHub's description does not allow goes into `violations`.
    """

    description: Description
    is_checking: bool
    violations: list[str] = field(factory=list)
    _completion: Completion = field(factory=Completion)
    _known: dict[tuple[str, ...], _Rendered] = field(factory=dict)
    _revision: int = -1
    _count: int = 0

    def remembered(
        self, incoming: Incoming, operation: Operation, revision: int, answer: Callable[[], Answer]
    ) -> Outgoing:
        """Return the response to a read; 304 where the caller has it already."""
        if revision != self._revision:
            self._known.clear()
            self._revision = revision
        authorization = incoming.headers.get("authorization", "")
        accept = incoming.headers.get("accept", "")
        key = (incoming.base, incoming.path, incoming.query_text, authorization, accept)
        rendered = self._known.get(key)
        if rendered is None:
            # GitHub's ETags differ by the credentials.
            rendered = self._render(operation, answer(), authorization)
            self._known[key] = rendered
        return self._conditional(incoming, rendered)

    def rendered(self, operation: Operation, answer: Answer) -> Outgoing:
        """Return the response to anything else."""
        found = self._render(operation, answer, "")
        return self._outgoing(found.status, found.headers, found.body)

    def refused(self, operation: Operation | None, refusal: Refusal) -> Outgoing:
        """Return the response that says no."""
        body = refusal.body(DOCS if operation is None else operation.documentation)
        if operation is not None:
            self._check(operation, refusal.status, body)
        headers = {"Content-Type": JSON, **refusal.headers}
        return self._outgoing(refusal.status, headers, _text(body))

    def _render(self, operation: Operation, answer: Answer, salt: str) -> _Rendered:
        if isinstance(answer.body, bytes):
            kind, content = RAW, answer.body
        else:
            kind, content = JSON, self._json(operation, answer)
        digest = hashlib.sha256(salt.encode() + content).hexdigest()
        return _Rendered(content, digest, {"Content-Type": kind, **answer.headers}, answer.status)

    def _json(self, operation: Operation, answer: Answer) -> bytes:
        schema = operation.answers.get(answer.status)
        body = answer.body if schema is None else self._completion.completed(schema, answer.body)
        self._check(operation, answer.status, body)
        return b"" if body is None else _text(body)

    def _check(self, operation: Operation, status: int, body: object) -> None:
        if self.is_checking:
            unknown = sorted(self._completion.unknown)
            self.violations += [f"{operation.name} has no field {name}" for name in unknown]
            self._completion.unknown.clear()
            self.violations += self.description.violations(operation.name, status, body)

    def _conditional(self, incoming: Incoming, rendered: _Rendered) -> Outgoing:
        # A strong ETag becomes a weak one when the body is compressed on its way.
        weak = "W/" if "gzip" in incoming.headers.get("accept-encoding", "") else ""
        headers = {
            "Cache-Control": "private, max-age=60, s-maxage=60",
            "Vary": VARY,
            "ETag": f'{weak}"{rendered.digest}"',
        }
        if f'"{rendered.digest}"' in incoming.headers.get("if-none-match", ""):
            return self._outgoing(304, headers, b"")
        return self._outgoing(rendered.status, {**rendered.headers, **headers}, rendered.body)

    def _outgoing(self, status: int, headers: Mapping[str, str], body: bytes) -> Outgoing:
        self._count += 1
        every = {
            **headers,
            "Server": "github.com",
            "X-GitHub-Media-Type": MEDIA_TYPE,
            "X-GitHub-Request-Id": f"{self._count:04X}:{len(body):X}",
        }
        if status not in {204, 304}:
            every["Content-Length"] = str(len(body))
        return Outgoing(code=status, headers=list(every.items()), body=body)


def _text(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
