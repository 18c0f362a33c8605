"""The JSON Schema of our documents, made from the same classes that the strict converter reads."""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum
from types import NoneType
from typing import get_args, get_origin, get_type_hints

from attrs import fields, has

from kayron.core.conversion import Text
from kayron.core.document import Json
from kayron.core.fact import Absent, Unknown
from kayron.core.plan import FORMAT, Plan
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
    definitions: dict[str, Json] = {}
    reference = _schema(Plan, definitions)
    plan = definitions["Plan"]
    if isinstance(plan, dict) and isinstance(plan["properties"], dict):
        plan["properties"]["format"] = {"const": FORMAT}
    schema: Schema = {"$schema": DIALECT, "title": "Kayron plan", "$defs": definitions, **reference}
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"


def _schema(kind: object, definitions: dict[str, Json]) -> Schema:
    """Return the schema of a type; those of classes go into `definitions` by name."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    members = get_args(kind)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(members[0], definitions)}
    if get_origin(kind) is Table:
        return {"type": "object", "additionalProperties": _schema(members[0], definitions)}
    if members:
        return {"anyOf": [_member(member, members, definitions) for member in members]}
    if isinstance(kind, type):
        return _reference(kind, kind.__name__, definitions)
    raise TypeError(f"no document holds a {kind!r}")


def _member(kind: object, members: tuple[object, ...], definitions: dict[str, Json]) -> Schema:
    """Return the schema of a union's member; classes of a closed union are told apart by `type`."""
    tagged = all(isinstance(member, type) and has(member) for member in members)
    if not (tagged and isinstance(kind, type)) or Unknown in members:
        return _schema(kind, definitions)
    reference = _reference(kind, kind.__name__, definitions)
    definition = definitions[kind.__name__]
    if isinstance(definition, dict) and isinstance(definition["properties"], dict):
        definition["properties"]["type"] = {"const": kind.__name__}
        definition["required"] = [*sorted(definition["properties"])]
    return reference


def _reference(kind: type, name: str, definitions: dict[str, Json]) -> Schema:
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _definition(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _definition(kind: type, definitions: dict[str, Json]) -> Schema:
    description = (kind.__doc__ or "").split("\n", maxsplit=1)[0]
    if issubclass(kind, Enum):
        return {"description": description, "enum": [member.value for member in kind]}
    if not has(kind):
        raise TypeError(f"no document holds a {kind!r}")
    hints = get_type_hints(kind)
    names = [attribute.name for attribute in fields(kind)]
    return {
        "description": description,
        "type": "object",
        "properties": {name: _schema(hints[name], definitions) for name in names},
        "required": sorted(names),
        "additionalProperties": False,
    }
