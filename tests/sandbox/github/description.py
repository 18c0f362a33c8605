"""GitHub's own description of its API: which operations there are, and what an answer may be.

openapi.json is OpenAPI 3.0; it is translated to JSON Schema once, as it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from attrs import field, frozen
from jsonschema import Draft202012Validator, FormatChecker

SOURCE = Path(__file__).parent / "openapi.json"

METHODS = frozenset({"get", "post", "put", "patch", "delete"})

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""The only form in which GitHub writes a time."""

NULLABLE_TOO = (
    ("pull-request", "head", "label"),
    ("pull-request", "head", "repo"),
    ("pull-request", "head", "user"),
    ("pull-request-simple", "head", "label"),
    ("pull-request-simple", "head", "repo"),
    ("pull-request-simple", "labels", "description"),
)
"""Properties that GitHub describes as never null, and answers with null all the same.

https://github.com/github/rest-api-description/issues/1811 (repository of a deleted fork),
https://github.com/github/rest-api-description/issues/916 (label and user of a deleted account); of
a label's description `pull-request` itself says so."""

Schema: TypeAlias = dict[str, object]

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time")
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or MOMENT.fullmatch(value) is not None


@FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    # Where there is no link GitHub writes an empty text.
    return not isinstance(value, str) or value.startswith(("http://", "https://")) or not value


@frozen(kw_only=True)
class Operation:
    """One operation: how it is called, and what it may answer."""

    name: str
    method: str
    path: str
    documentation: str
    answers: Mapping[int, Schema | None]
    query: Mapping[str, Schema]
    body: Schema | None = None


@frozen
class Description:
    """The operations by name."""

    operations: Mapping[str, Operation]
    _validators: dict[int, Draft202012Validator] = field(factory=dict, init=False)

    def violations(self, name: str, status: int, body: object) -> list[str]:
        """Return what GitHub's description does not allow in an answer."""
        answers = self.operations[name].answers
        if status not in answers:
            # New names, limits and wrong credentials can be the answer to anything; few
            # operations say so.
            return [] if status >= 300 else [f"{name} never answers {status}"]
        return self._problems(f"{name} {status}", answers[status], body)

    def request_problems(self, name: str, body: object) -> list[str]:
        """Return what GitHub's description does not allow in a request."""
        return self._problems("body", self.operations[name].body, body)

    def _problems(self, place: str, schema: Schema | None, body: object) -> list[str]:
        if schema is None:
            return [] if body is None else [f"{place}: nothing is described"]
        validator = self._validators.get(id(schema))
        if validator is None:
            validator = Draft202012Validator(schema, format_checker=FORMATS)
            self._validators[id(schema)] = validator
        return [
            f"{place}: {'/'.join(map(str, each.absolute_path))}: {each.message[:200]}"
            for each in validator.iter_errors(body)
        ]


@cache
def description() -> Description:
    """Return what openapi.json says."""
    return parsed(json.loads(SOURCE.read_text(encoding="utf-8")))


def parsed(document: Mapping[str, object]) -> Description:
    """Return the operations of an OpenAPI document."""
    for names in NULLABLE_TOO:
        _make_nullable(document, names)
    reader = _Reader(document)
    found = (
        reader.operation(path, method, each)
        for path, methods in _mapping(document["paths"]).items()
        for method, each in _mapping(methods).items()
        if method in METHODS
    )
    return Description({each.name: each for each in found})


@frozen
class _Reader:
    """Reads a document with every reference replaced by what it refers to."""

    _document: Mapping[str, object]
    _read: dict[str, Schema] = field(factory=dict, init=False)

    def operation(self, path: str, method: str, source: object) -> Operation:
        operation = _mapping(source)
        return Operation(
            name=str(operation["operationId"]),
            method=method.upper(),
            path=path,
            documentation=str(_mapping(operation["externalDocs"])["url"]),
            answers=dict(self._answers(_mapping(operation["responses"]))),
            query=dict(self._query(operation.get("parameters", []))),
            body=self._content(operation.get("requestBody")),
        )

    def _answers(self, source: Schema) -> Iterator[tuple[int, Schema | None]]:
        for status, answer in source.items():
            yield int(status), self._content(answer)

    def _query(self, source: object) -> Iterator[tuple[str, Schema]]:
        assert isinstance(source, list)
        for each in map(self._target, source):
            if each["in"] == "query":
                yield str(each["name"]), self.schema(each["schema"])

    def _content(self, source: object) -> Schema | None:
        if source is None:
            return None
        content = _mapping(self._target(source).get("content", {}))
        kind = _mapping(content.get("application/json", {}))
        return self.schema(kind["schema"]) if "schema" in kind else None

    def schema(self, source: object) -> Schema:
        """Return the JSON Schema of an OpenAPI 3.0 schema."""
        schema = _mapping(source)
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return _translated({key: self._inside(key, each) for key, each in schema.items()})
        if reference not in self._read:
            # First an empty one: a schema may refer to itself.
            self._read[reference] = {}
            self._read[reference].update(self.schema(self._target(schema)))
        return self._read[reference]

    def _inside(self, key: str, value: object) -> object:
        match key:
            case "properties":
                return {name: self.schema(each) for name, each in _mapping(value).items()}
            case "items" | "not":
                return self.schema(value)
            case "additionalProperties" if isinstance(value, dict):
                return self.schema(value)
            case "oneOf" | "anyOf" | "allOf":
                assert isinstance(value, list)
                return [self.schema(each) for each in value]
            case _:
                return value

    def _target(self, source: object) -> Schema:
        target = _mapping(source)
        while "$ref" in target:
            place: object = self._document
            for key in str(target["$ref"]).removeprefix("#/").split("/"):
                place = _mapping(place)[key]
            target = _mapping(place)
        return target


def _make_nullable(document: Mapping[str, object], names: tuple[str, str, str]) -> None:
    component, outer, inner = names
    place = document
    for key in ("components", "schemas", component, "properties", outer):
        place = _mapping(place[key])
    properties = _mapping(_mapping(place.get("items", place))["properties"])
    properties[inner] = {"allOf": [properties[inner]], "nullable": True}


def _translated(schema: Schema) -> Schema:
    """Return a schema with what OpenAPI 3.0 calls nullable said as JSON Schema says it."""
    if schema.get("nullable") is not True:
        return schema
    if "enum" in schema:
        assert isinstance(schema["enum"], list)
        schema["enum"] = [*schema["enum"], None]
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [{"type": "null"}, schema], "nullable": True}


def _mapping(value: object) -> Schema:
    assert isinstance(value, dict)
    return value
