"""The one JSON form of our values: canonical text, digest, and a strict way back.

Objects are attrs classes, objects with free keys are `Table`, texts of files are `Text` (a list of
lines, so that two documents differ readably), a fact is its value, `{"absent": true}` or
`{"unknown": error}`. A type of any other shape is a `TypeError` when it is first used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import TypeVar, get_args

from attrs import AttrsInstance, fields, resolve_types
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
)

from kayron.core.conversion import strict_converter
from kayron.core.problem import InvalidInput, Place, Problem

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

CONVERTER = strict_converter()

T = TypeVar("T")


def compact(value: AttrsInstance) -> str:
    """Return the canonical JSON of an object without insignificant spaces."""
    return "".join(_pieces(value))


def canonical(value: object) -> str:
    """Return the canonical JSON of a structured value as a file has it: one item a line."""
    plain = CONVERTER.unstructure(value)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def canonical_pieces(value: AttrsInstance) -> Iterator[str]:
    """Yield the canonical JSON of an object as a file has it, by field and list item."""
    members = _members(value)
    yield "{\n" if members else "{}"
    for number, (name, member, kind) in enumerate(members, 1):
        yield f' "{name}": '
        if member and isinstance(member, tuple):
            yield from _indented_items(member, get_args(kind)[0])
        else:
            yield _indented(CONVERTER.unstructure(member, kind), 1)
        yield ",\n" if number < len(members) else "\n}"
    yield "\n"


def digest(value: AttrsInstance) -> str:
    """Return the lower-case hex SHA-256 of an object's compact canonical JSON."""
    found = hashlib.sha256()
    for piece in _pieces(value):
        found.update(piece.encode())
    return found.hexdigest()


def digest_of_text(text: str) -> str:
    """Return the lower-case hex SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse(text: str, file: str) -> Json:
    """Return the JSON value of a text.

    Raises `InvalidInput` for what is not JSON, has a key twice, a fraction, or endless nesting.
    """
    try:
        value: Json = json.loads(
            text, object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float
        )
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        raise InvalidInput([Problem(place, f"is not JSON: {error.msg}.")]) from error
    except RecursionError as error:
        raise InvalidInput([Problem(Place(file), "is nested too deeply.")]) from error
    except ValueError as error:
        raise InvalidInput(
            [Problem(Place(file), f"is not a document of Kayron: {error}.")]
        ) from error
    return value


def structure(value: Json, kind: type[T], file: str) -> T:
    """Return the value as `kind`, or raise `InvalidInput` with the path of every problem."""
    try:
        return CONVERTER.structure(value, kind)
    except BaseValidationError as error:
        problems = [Problem(Place(file), line) for line in _problems(error, "$")]
        raise InvalidInput(problems) from error


def _pieces(value: AttrsInstance) -> Iterator[str]:
    """Yield compact canonical JSON by field and list item: as one it could fill the memory."""
    start = "{"
    for name, member, kind in _members(value):
        yield f'{start}"{name}":'
        start = ","
        if isinstance(member, tuple):
            yield from _items(member, get_args(kind)[0])
        else:
            yield _dumped(CONVERTER.unstructure(member, kind))
    yield "{}" if start == "{" else "}"


def _members(value: AttrsInstance) -> list[tuple[str, object, object]]:
    """Return the name, value and type of each field, by name."""
    found = sorted(fields(resolve_types(type(value))), key=lambda field: field.name)
    return [(field.name, getattr(value, field.name), field.type) for field in found]


def _indented_items(members: Sequence[object], kind: object) -> Iterator[str]:
    yield "[\n  "
    for number, member in enumerate(members, 1):
        yield _indented(CONVERTER.unstructure(member, kind), 2)
        yield ",\n  " if number < len(members) else "\n ]"


def _indented(plain: object, depth: int) -> str:
    """Return indented JSON for a place `depth` levels deep; no text holds a bare line feed."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=1)
    return text.replace("\n", "\n" + " " * depth)


def _items(members: Sequence[object], kind: object) -> Iterator[str]:
    yield "["
    for number, member in enumerate(members):
        yield ("," if number else "") + _dumped(CONVERTER.unstructure(member, kind))
    yield "]"


def _dumped(plain: object) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _unique(pairs: list[tuple[str, Json]]) -> Json:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return value


def _no_float(text: str) -> Json:
    raise ValueError(f"the number {text} is not a whole one")


def _problems(error: Exception, path: str) -> Iterator[str]:
    """Yield `path: sentence` for each leaf of a tree of validation errors."""
    if isinstance(error, BaseValidationError):
        for child in error.exceptions:
            yield from _problems(child, path + _step(child))
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield f"{path}.{name}: is a field that this version does not know; remove it."
    elif isinstance(error, KeyError):
        yield f"{path}: is missing; add it, or make the file anew."
    else:
        yield f"{path}: {error}."


def _step(error: Exception) -> str:
    notes = getattr(error, "__notes__", ())
    if not notes:
        return ""
    if isinstance(notes[0], AttributeValidationNote):
        return f".{notes[0].name}"
    return f"[{json.dumps(notes[0].index, ensure_ascii=False)}]"
