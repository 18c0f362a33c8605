"""AWS's protocols: a request's service, operation and parameters, read from HTTP.

Parameters are dictionaries with the names of botocore's service model, whatever the protocol.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import WSGIEnvironment

import botocore.session
from attrs import frozen
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

from tests.sandbox.aws.s3_request import operation_of

Data = dict[str, Any]

CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/\d{8}/([^/]+)/([^/]+)/aws4_request")

CLIENT_NAMES = {"elasticloadbalancing": "elbv2", "tagging": "resourcegroupstaggingapi"}
"""boto3's names of services that sign with another."""

SIGNING_NAMES = {client: signing for signing, client in CLIENT_NAMES.items()}

READ = "sandbox.request"


@frozen(kw_only=True)
class Request:
    """Who asks which service for what. `key` is None where the request isn't signed."""

    service: str
    operation: str
    region: str | None
    key: str | None
    environ: WSGIEnvironment


@cache
def model(service: str) -> ServiceModel:
    """Return botocore's model of a service, by boto3's name."""
    return botocore.session.get_session().get_service_model(service)


def request_of(environ: WSGIEnvironment) -> Request:
    """Read who asks for what; what was read is kept in the environment."""
    read: Request | None = environ.get(READ)
    if read is None:
        environ[READ] = read = _read(environ)
    return read


def _read(environ: WSGIEnvironment) -> Request:
    scope = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    key, region, signed = scope.groups() if scope else (None, None, "s3")
    service = CLIENT_NAMES.get(signed, signed)
    return Request(
        service=service,
        operation=_operation(service, environ),
        region=region,
        key=key,
        environ=environ,
    )


def _operation(service: str, environ: WSGIEnvironment) -> str:
    target: str = environ.get("HTTP_X_AMZ_TARGET", "")
    if target:
        return target.rpartition(".")[2]
    if "form-urlencoded" in environ.get("CONTENT_TYPE", ""):
        return dict(_form(environ)).get("Action", "")
    path: str = environ["PATH_INFO"]
    if service == "s3":
        return operation_of(environ)
    if "/operation/" in path:
        return path.rpartition("/")[2]
    return f"{environ['REQUEST_METHOD']} {path}"


def _body(environ: WSGIEnvironment) -> bytes:
    stream = environ["wsgi.input"]
    body: bytes = stream.read()
    stream.seek(0)
    return body


def _form(environ: WSGIEnvironment) -> list[tuple[str, str]]:
    return parse_qsl(_body(environ).decode(), keep_blank_values=True)


def parameters_of(request: Request) -> Data:
    """Return the parameters of a request in the query or the JSON protocol."""
    if request.environ.get("HTTP_X_AMZ_TARGET"):
        data: Data = json.loads(_body(request.environ) or b"{}")
        return data
    shape = model(request.service).operation_model(request.operation).input_shape
    return _structure(shape, dict(_form(request.environ))) if shape else {}


def _structure(shape: StructureShape, form: dict[str, str], prefix: str = "") -> Data:
    result: Data = {}
    for name, member in shape.members.items():
        value = _value(member, form, f"{prefix}{member.serialization.get('name', name)}")
        if value is not None:
            result[name] = value
    return result


def _value(shape: Shape, form: dict[str, str], name: str) -> Any:  # noqa: ANN401, any shape's
    if isinstance(shape, StructureShape):
        return _structure(shape, form, f"{name}.") or None
    if isinstance(shape, ListShape):
        return _list(shape, form, name)
    if isinstance(shape, MapShape):
        return _map(shape, form, name)
    text = form.get(name)
    if text is None:
        return None
    match shape.type_name:
        case "integer" | "long":
            return int(text)
        case "boolean":
            return text == "true"
        case _:
            return text


def _map(shape: MapShape, form: dict[str, str], name: str) -> Data | None:
    items: Data = {}
    while (key := form.get(f"{name}.entry.{len(items) + 1}.key")) is not None:
        items[key] = _value(shape.value, form, f"{name}.entry.{len(items) + 1}.value")
    return items or None


def _list(shape: ListShape, form: dict[str, str], name: str) -> list[Any] | None:
    start = name if shape.serialization.get("flattened") else f"{name}.member"
    items: list[Any] = []
    while (item := _value(shape.member, form, f"{start}.{len(items) + 1}")) is not None:
        items.append(item)
    if items:
        return items
    return [] if name in form else None
