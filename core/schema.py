"""The JSON Schema of our documents, made from the same classes that the strict converter reads."""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from attrs import fields, has

from kayron.core import plan, status
from kayron.core.apply import record
from kayron.core.apply.record import Applied
from kayron.core.conversion import Text
from kayron.core.document import Json
from kayron.core.fact import Absent, Unknown
from kayron.core.plan import Plan
from kayron.core.status import Status
from kayron.core.table import Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z$"

Schema = dict[str, Json]

SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    datetime: {"type": "string", "pattern": TIME},
    Text: {"type": "array", "items": {"type": "string"}, "description": "The lines of a text."},
    Absent: {
        "type": "object",
        "properties": {"absent": {"const": True}},
        "required": ["absent"],
        "additionalProperties": False,
    },
    Unknown: {
        "type": "object",
        "properties": {"unknown": {"type": "string"}},
        "required": ["unknown"],
        "additionalProperties": False,
    },
}


def plan_schema() -> str:
    """Return the JSON Schema of a saved plan as the text of a file."""
    return _document(Plan, "Kayron plan", plan.FORMAT)


def status_schema() -> str:
    """Return the JSON Schema of a status as the text of a file."""
    return _document(Status, "Kayron status", status.FORMAT)


def applied_schema() -> str:
    """Return the JSON Schema of the record of an apply as the text of a file."""
    return _document(Applied, "Kayron apply", record.FORMAT)


def _document(kind: type, title: str, format_: int) -> str:
    definitions: dict[str, Json] = {}
    root = _reference(kind, definitions, {"format": {"const": format_}})
    schema: Schema = {"$schema": DIALECT, "title": title, "$defs": definitions, **root}
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"


def schema_of(kind: object, definitions: dict[str, Json]) -> Schema:
    """Return the schema of a type; those of classes go into `definitions` by name.

    Raises `TypeError` for a type that no document holds.
    """
    if kind in SIMPLE:
        return SIMPLE[kind]
    origin, members = get_origin(kind), get_args(kind)
    if origin is tuple:
        return {"type": "array", "items": schema_of(members[0], definitions)}
    if origin is Table:
        return {"type": "object", "additionalProperties": schema_of(members[0], definitions)}
    if origin in (Union, UnionType):
        return {"anyOf": [_member(member, members, definitions) for member in members]}
    if isinstance(kind, type):
        return _reference(kind, definitions, {})
    raise TypeError(f"no document holds a {kind!r}")


def _member(kind: object, members: tuple[object, ...], definitions: dict[str, Json]) -> Schema:
    """Return the schema of a union's member; classes of a closed union are told apart by `type`."""
    closed = all(isinstance(member, type) and has(member) for member in members)
    if closed and Unknown not in members and isinstance(kind, type):
        return _reference(kind, definitions, {"type": {"const": kind.__name__}})
    return schema_of(kind, definitions)


def _reference(kind: type, definitions: dict[str, Json], fixed: Schema) -> Schema:
    """Return a reference to a class's schema, in which the `fixed` properties are as given."""
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _definition(kind, definitions, fixed)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _definition(kind: type, definitions: dict[str, Json], fixed: Schema) -> Schema:
    description = (kind.__doc__ or "").split("\n", maxsplit=1)[0]
    if issubclass(kind, Enum):
        return {"description": description, "enum": [member.value for member in kind]}
    if not has(kind):
        raise TypeError(f"no document holds a {kind!r}")
    hints = get_type_hints(kind)
    properties: Schema = {
        attribute.name: schema_of(hints[attribute.name], definitions) for attribute in fields(kind)
    }
    properties |= fixed
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": [*sorted(properties)],
        "additionalProperties": False,
    }
