"""The one JSON form of our values: canonical text, digest, and a strict way back.

Objects are attrs classes, objects with free keys are `Table`, texts of files are `Text` (a list of
lines, so that two documents differ readably), a fact is its value, `{"absent": true}` or
`{"unknown": error}`. A type of any other shape is a `TypeError` when it is first used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TypeVar

from attrs import AttrsInstance, has
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
)

from kayron.core.conversion import strict_converter
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.writer import COMPACT, LINES, Writers

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

Pieces = Mapping[str, tuple[object, bytes]]
"""The fields of an object by name: the value of each, and its compact canonical JSON."""

CONVERTER = strict_converter()
COMPACT_WRITERS = Writers(COMPACT)
LINE_WRITERS = Writers(LINES)

T = TypeVar("T")


def compact(value: AttrsInstance) -> str:
    """Return the canonical JSON of an object without insignificant spaces."""
    return "".join(COMPACT_WRITERS.pieces(value))


def canonical(value: object) -> str:
    """Return the canonical JSON of an object or a plain value as a file has it: one item a line."""
    if has(type(value)):
        return LINE_WRITERS.of(type(value))(value, LINES.gap) + "\n"
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def canonical_pieces(value: AttrsInstance) -> Iterator[str]:
    """Yield the canonical JSON of an object as a file has it, by field and list item."""
    yield from LINE_WRITERS.pieces(value)
    yield "\n"


def digest(value: AttrsInstance) -> str:
    """Return the lower-case hex SHA-256 of an object's compact canonical JSON."""
    found = hashlib.sha256()
    for piece in COMPACT_WRITERS.pieces(value):
        found.update(piece.encode())
    return found.hexdigest()


def digest_by_field(value: AttrsInstance, known: Pieces) -> tuple[str, Pieces]:
    """Return an object's digest, and the JSON of its fields for the next object of its class.

    That of a field with the same value as the `known` one is not written again.
    """
    found, start = hashlib.sha256(b"{"), ""
    pieces: dict[str, tuple[object, bytes]] = {}
    for name, member, write in COMPACT_WRITERS.fields(value):
        before = known.get(name)
        same = before is not None and before[0] == member
        pieces[name] = before if before and same else (member, write(member, COMPACT.gap).encode())
        found.update(f'{start}"{name}":'.encode())
        found.update(pieces[name][1])
        start = ","
    found.update(b"}")
    return found.hexdigest(), pieces


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
