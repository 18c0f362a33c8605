"""The strict converter from plain JSON values to our values: the way in, `writer` is the way out.

It converts nothing silently: an unknown key, a missing one, an integer where a text belongs and
text for a boolean are errors, each noted with the path to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import NewType, TypeVar, get_args, get_origin

from attrs import has
from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

from kayron.core.fact import Absent, Unknown
from kayron.core.table import Table

Text = NewType("Text", str)
"""The content of a file. In JSON: its lines, split at `\\n` only, so any text comes back whole."""

T = TypeVar("T")

Structure = Callable[[object, object], object]
"""Takes a plain value and the type that it should have."""

KINDS = {dict: "an object", list: "a list", str: "a text", int: "a whole number", bool: "a boolean"}


def moment(text: str) -> datetime:
    """Return the UTC time of an RFC 3339 text as documents have it, such as `2026-11-20T09:30:00Z`.

    Raises `ValueError` for any other spelling.
    """
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        value = None
    if value is None or value.tzinfo is None or moment_text(value) != text:
        raise ValueError(f"expected a UTC time such as 2026-11-20T09:30:00Z, got {text!r}")
    return value


def moment_text(value: datetime) -> str:
    """Return the RFC 3339 text of a time, in UTC, with a fraction only where there is one."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def strict_converter() -> Converter:
    """Return a converter for our values.

    These are attrs classes of text, integers, booleans, enums, times, tuples, tables, facts, and
    unions of attrs classes, which are told apart by `type`, the name of the class.
    """
    converter = Converter()
    converter.register_structure_hook(int, _expect)
    converter.register_structure_hook(bool, _expect)
    converter.register_structure_hook(str, lambda v, _: _string(v))
    converter.register_structure_hook_func(_is_text, lambda v, _: _lines(v))
    converter.register_structure_hook(datetime, lambda v, _: moment(_expect(v, str)))
    converter.register_structure_hook_factory(_is_enum, _enum)
    converter.register_structure_hook_factory(has, lambda t: _object(converter, t))
    converter.register_structure_hook_factory(_is_tuple, lambda t: _tuple(converter, t))
    converter.register_structure_hook_factory(_is_table, lambda t: _table(converter, t))
    converter.register_structure_hook_factory(is_closed_union, lambda t: _union(converter, t))
    converter.register_structure_hook_factory(_is_fact, lambda t: _fact(converter, t))
    return converter


def _is_text(kind: object) -> bool:
    return kind is Text


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _is_table(kind: object) -> bool:
    return get_origin(kind) is Table


def _is_fact(kind: object) -> bool:
    return Unknown in get_args(kind)


def is_closed_union(kind: object) -> bool:
    """Tell whether a type is a closed union of our classes, and no fact."""
    members = get_args(kind)
    return len(members) > 1 and all(map(has, members)) and not _is_fact(kind)


def _expect(value: object, kind: type[T]) -> T:
    """Return the value if it is of exactly this type; a boolean is no integer."""
    if type(value) is kind and isinstance(value, kind):
        return value
    found = KINDS.get(type(value), "null")
    raise TypeError(f"expected {KINDS[kind]}, found {found}")


def _string(value: object) -> str:
    text = _expect(value, str)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ValueError("holds half of a surrogate pair, which is no character") from None
    return text


def _lines(value: object) -> str:
    return "\n".join(_string(line) for line in _expect(value, list))


def _enum(kind: type[Enum]) -> Structure:
    members = {member.value: member for member in kind}

    def structure(value: object, _: object) -> Enum:
        if type(value) is not str or value not in members:
            raise ValueError(f"expected one of {', '.join(members)}, found {value!r}")
        return members[value]

    return structure


def _object(converter: Converter, kind: type[object]) -> Structure:
    hook = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True)
    return lambda value, _: hook(_expect(value, dict), kind)


def _tuple(converter: Converter, kind: type[object]) -> Structure:
    item = get_args(kind)[0]
    hook = converter.get_structure_hook(item)
    return lambda value, _: tuple(_each(enumerate(_expect(value, list)), item, hook, kind))


def _table(converter: Converter, kind: type[object]) -> Structure:
    item = get_args(kind)[0]
    hook = converter.get_structure_hook(item)

    def structure(value: object, _: object) -> Table[object]:
        items = _expect(value, dict)
        return Table(zip(map(_string, items), _each(items.items(), item, hook, kind), strict=True))

    return structure


def _each(
    items: Iterable[tuple[int | str, object]], item: object, hook: Structure, kind: type[object]
) -> list[object]:
    """Structure every item, and raise all their errors at once, each noted with its key."""
    result: list[object] = []
    errors: list[Exception] = []
    for key, value in items:
        try:
            result.append(hook(value, item))
        except Exception as error:  # noqa: BLE001 - gathered, and raised again as one group
            error.add_note(IterableValidationNote(f"at {key!r}", key, item))
            errors.append(error)
    if errors:
        raise IterableValidationError("invalid items", errors, kind)
    return result


def _union(converter: Converter, kind: object) -> Structure:
    members = {member.__name__: member for member in get_args(kind)}
    hooks = {name: converter.get_structure_hook(member) for name, member in members.items()}

    def structure(value: object, _: object) -> object:
        fields = _expect(value, dict)
        name = fields.get("type")
        if type(name) is not str or name not in members:
            raise ValueError(f"expected a type of {', '.join(members)}, found {name!r}")
        rest = {key: item for key, item in fields.items() if key != "type"}
        return hooks[name](rest, members[name])

    return structure


def _fact(converter: Converter, kind: object) -> Structure:
    """Return a fact's hook. Its known type is looked up when needed, for it may hold itself."""
    members = get_args(kind)
    known = next((member for member in members if member not in (Absent, Unknown)), None)

    def structure(value: object, _: object) -> object:
        if type(value) is dict and Absent in members and value == {"absent": True}:
            return Absent()
        if type(value) is dict and value.keys() == {"unknown"}:
            return Unknown(_string(value["unknown"]))
        if known is None:
            raise TypeError('expected {"absent": true} or {"unknown": error}')
        return converter.structure(value, known)

    return structure
