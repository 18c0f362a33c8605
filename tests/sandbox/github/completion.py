"""Fills what an answer leaves out: the smallest values that GitHub's description allows.

A view says what matters of a thing; the dozens of required fields that nobody reads come from here.
Links follow the thing's own: of `{"url": U}` a missing `labels_url` is `U/labels`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from attrs import field, frozen

from tests.sandbox.github.description import Schema

NOWHERE = "https://api.github.com"
"""Where links lead of a thing that has no link of its own."""

EPOCH = "2008-02-08T00:00:00Z"


@frozen(kw_only=True)
class _Shape:
    """The properties of an object, and what each required one is where it is left out."""

    properties: Mapping[str, Schema]
    links: Mapping[str, str]
    others: Mapping[str, object]
    is_open: bool


@frozen
class Completion:
    """Completes answers; remembers what it knows of each schema.

    `unknown` has the fields of answers that GitHub's description does not have.
    """

    unknown: set[str] = field(factory=set, init=False)
    _shapes: dict[int, _Shape] = field(factory=dict, init=False)

    def completed(self, schema: Schema, value: object) -> object:
        """Return a value with all that its schema requires; what is there stays as it is."""
        if isinstance(value, dict):
            return self._object(_chosen(schema, value), value)
        if isinstance(value, list):
            items = _array(schema).get("items", {})
            assert isinstance(items, dict)
            return [self.completed(items, each) for each in value]
        return value

    def _object(self, schema: Schema, value: Mapping[str, object]) -> dict[str, object]:
        shape = self._shape(schema)
        own = value.get("url", NOWHERE)
        if not shape.is_open:
            self.unknown.update(value.keys() - shape.properties.keys())
        result = {**shape.others, **value}
        for name, last in shape.links.items():
            if name not in value:
                result[name] = f"{own}{last}"
        if "node_id" in result and not result["node_id"]:
            result["node_id"] = _node_id(
                f"{urlsplit(str(own)).path} {value.get('id')} {value.get('sha')}"
            )
        for name, each in value.items():
            if isinstance(each, dict | list) and name in shape.properties:
                result[name] = self.completed(shape.properties[name], each)
        return result

    def _shape(self, schema: Schema) -> _Shape:
        found = self._shapes.get(id(schema))
        if found is None:
            parts = list(_parts(schema))
            properties = {key: each for part in parts for key, each in _properties(part).items()}
            required = sorted({name for part in parts for name in _names(part.get("required", []))})
            links = {name: _last(name) for name in required if _is_link(name, properties[name])}
            others = {
                name: self._smallest(properties[name]) for name in required if name not in links
            }
            is_open = not properties or "additionalProperties" in schema
            found = _Shape(properties=properties, links=links, others=others, is_open=is_open)
            self._shapes[id(schema)] = found
        return found

    def _smallest(self, schema: Schema) -> object:
        kind = schema.get("type")
        if schema.get("nullable") is True or isinstance(kind, list):
            return None
        options = schema.get("enum")
        if isinstance(options, list):
            return options[0]
        if schema.get("format") == "date-time":
            return EPOCH
        plain = {"string": "", "boolean": False, "array": [], "integer": 0, "number": 0}
        return plain[kind] if isinstance(kind, str) and kind in plain else self._object(schema, {})


def _chosen(schema: Schema, value: Mapping[str, object]) -> Schema:
    """Return the alternative that knows most of a value's fields, and misses the fewest."""
    for key in ("oneOf", "anyOf"):
        options = schema.get(key)
        if isinstance(options, list):
            chosen = max(options, key=lambda each: _fit(each, value))
            assert isinstance(chosen, dict)
            return _chosen(chosen, value)
    return schema


def _fit(schema: Schema, value: Mapping[str, object]) -> tuple[int, int]:
    required = _names(schema.get("required", []))
    return len(_known(schema) & value.keys()), -len(set(required) - value.keys())


def _known(schema: Schema) -> set[str]:
    options = schema.get("oneOf", schema.get("anyOf", []))
    assert isinstance(options, list)
    inside = {name for option in options for name in _known(option)}
    return inside | {name for part in _parts(schema) for name in _properties(part)}


def _array(schema: Schema) -> Schema:
    options = schema.get("oneOf", schema.get("anyOf", [schema]))
    assert isinstance(options, list)
    return next((each for each in options if "items" in each), schema)


def _parts(schema: Schema) -> Iterator[Schema]:
    parts = schema.get("allOf", [])
    assert isinstance(parts, list)
    yield schema
    for each in parts:
        yield from _parts(each)


def _properties(schema: Schema) -> dict[str, Schema]:
    properties = schema.get("properties", {})
    assert isinstance(properties, dict)
    return properties


def _names(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


def _is_link(name: str, schema: Schema) -> bool:
    return schema.get("type") == "string" and (
        name.endswith("url") or schema.get("format") == "uri"
    )


def _last(name: str) -> str:
    return "" if name == "url" else f"/{name.removesuffix('_url')}"


def _node_id(what: str) -> str:
    return f"N_{hashlib.sha256(what.encode()).hexdigest()[:16]}"
