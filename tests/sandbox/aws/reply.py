"""AWS's protocols: answers and errors as HTTP."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment
from xml.sax.saxutils import escape

from attrs import frozen
from botocore.model import ListShape, MapShape, Shape, StructureShape

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.wire import Data, Request, model

REASONS = {
    200: "OK", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently",
    304: "Not Modified", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 409: "Conflict", 412: "Precondition Failed",
    429: "Too Many Requests", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Service Unavailable",
}  # fmt: skip


@frozen(kw_only=True)
class Reply:
    """An answer, and the WSGI application that gives it."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def __call__(self, _environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        start(f"{self.status} {REASONS[self.status]}", list(self.headers))
        return [self.body]


def answer(request: Request, result: Data, request_id: str) -> Reply:
    """Return a result in the request's protocol."""
    if request.environ.get("HTTP_X_AMZ_TARGET"):
        return _json(result, request_id)
    operation = model(request.service).operation_model(request.operation)
    parts = [f'<{operation.name}Response xmlns="{operation.metadata["xmlNamespace"]}">']
    if operation.output_shape is not None:
        wrapper = operation.output_shape.serialization.get("resultWrapper")
        wrapper = wrapper or f"{operation.name}Result"
        parts.append(f"<{wrapper}>")
        _write_structure(operation.output_shape, result, parts)
        parts.append(f"</{wrapper}>")
    parts.append(
        f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
        f"</{operation.name}Response>"
    )
    return _xml(200, "".join(parts), request_id)


def refusal(request: Request, error: AwsError, request_id: str) -> Reply:
    """Return an error in the request's protocol."""
    if request.environ.get("HTTP_X_AMZ_TARGET"):
        return _json({"__type": error.code, "message": error.message}, request_id, error.status)
    what = f"<Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
    if request.service == "s3":
        body = f"<Error>{what}<RequestId>{request_id}</RequestId></Error>"
        return _xml(error.status, body, request_id)
    side = "Sender" if error.status < 500 else "Receiver"
    body = (
        f"<ErrorResponse><Error><Type>{side}</Type>{what}</Error>"
        f"<RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    return _xml(error.status, body, request_id)


def _json(result: Data, request_id: str, status: int = 200) -> Reply:
    body = json.dumps(result, default=datetime.timestamp).encode()
    kind = ("Content-Type", "application/x-amz-json-1.1")
    return Reply(status=status, headers=(kind, ("x-amzn-RequestId", request_id)), body=body)


def _xml(status: int, text: str, request_id: str) -> Reply:
    kind = ("Content-Type", "text/xml")
    body = text.encode("utf-8")
    return Reply(status=status, headers=(kind, ("x-amzn-RequestId", request_id)), body=body)


def _write_structure(shape: StructureShape, value: Data, parts: list[str]) -> None:
    for name, member in shape.members.items():
        inner = value.get(name)
        if inner is not None:
            _write(member, inner, member.serialization.get("name", name), parts)


def _write(shape: Shape, value: Any, name: str, parts: list[str]) -> None:  # noqa: ANN401
    if isinstance(shape, MapShape):
        raise NotImplementedError(f"no query answer of the sandbox has a map: {name}")
    parts.append(f"<{name}>")
    if isinstance(shape, StructureShape):
        _write_structure(shape, value, parts)
    elif isinstance(shape, ListShape):
        item = shape.member.serialization.get("name", "member")
        for one in value:
            _write(shape.member, one, item, parts)
    else:
        parts.append(_scalar(value))
    parts.append(f"</{name}>")


def _scalar(value: object) -> str:
    match value:
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
        case bool():
            return "true" if value else "false"
        case _:
            return escape(str(value), {"\r": "&#13;"})
