"""Values as canonical JSON, written as their types say: the way out, `conversion` is the way in.

Objects are attrs classes and tables, with their keys sorted. In a closed union an object has its
class's name as `type`. Nothing is converted silently: a value of another type is a `TypeError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import Enum
from functools import partial
from json.encoder import encode_basestring
from types import NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin

from attrs import AttrsInstance, fields, frozen, has, resolve_types

from kayron.core.conversion import Text, is_closed_union
from kayron.core.fact import Absent, Unknown
from kayron.core.scalar import (
    Write,
    escaped,
    refuse,
    write_boolean,
    write_enum,
    write_moment,
    write_number,
    write_string,
)
from kayron.core.table import Table

T = TypeVar("T")


@frozen
class Member:
    """A field's name, its key with the colon, its type, and what writes its value.

    `parted` tells that the value may be long, and can be written in pieces.
    """

    name: str
    key: str
    kind: object
    write: Write
    parted: bool = False


@frozen
class Layout:
    """What stands after a key's colon, before the last bracket, and more of it a level deeper."""

    colon: str
    gap: str
    step: str


LONG = 8
"""More items than these may be much, and are written in pieces."""

PIECE = 30_000
"""Characters after which a piece of a list or a table ends: few pieces, and little memory."""

COMPACT = Layout(":", "", "")
LINES = Layout(": ", "\n", " ")


class Writers:
    """Write values in one layout; what writes a type is made when it is first asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._objects: dict[type, list[Member]] = {}
        self._known: dict[object, Write] = {
            str: write_string,
            int: write_number,
            bool: write_boolean,
            NoneType: lambda _, __: "null",
            datetime: write_moment,
            Text: self._text,
        }

    def of(self, kind: object) -> Write:
        """Return what writes a type. Raises `TypeError` for one that no document holds."""
        if kind not in self._known:
            # A class may hold itself: till it is known, it is looked up when it is written.
            self._known[kind] = partial(self._later, kind)
            self._known[kind] = self._made(kind)
        return self._known[kind]

    def pieces(self, value: AttrsInstance) -> Iterator[str]:
        """Yield an object's JSON in pieces: as one text it could fill the memory."""
        yield from self._object_in_pieces(value, self._layout.gap)

    def _object_in_pieces(self, value: object, gap: str) -> Iterator[str]:
        inner, known = gap + self._layout.step, self._fields(type(value))
        written = ["{"]
        for number, one in enumerate(known):
            written.append(f"{',' if number else ''}{inner}{one.key}")
            member: object = getattr(value, one.name)
            if one.parted and (long := self._in_pieces(member, one.kind, inner)):
                yield "".join(written)
                yield from long
                written = []
            else:
                written.append(one.write(member, inner))
        yield "".join([*written, gap if known else "", "}"])

    def _in_pieces(self, member: object, kind: object, gap: str) -> Iterator[str] | None:
        """Return the pieces of an object or of what is long, None for all else."""
        if isinstance(member, tuple) and len(member) > LONG:
            return self._batches("[]", member, self.of(get_args(kind)[0]), gap)
        if isinstance(member, Table) and len(member) > LONG:
            return self._batches("{}", tuple(member.items()), self._pair(get_args(kind)[0]), gap)
        return self._object_in_pieces(member, gap) if has(type(member)) else None

    def fields(self, value: AttrsInstance) -> Iterator[tuple[str, object, Write]]:
        """Yield the name, the value, and what writes it, of each field of an object by name."""
        for one in self._fields(type(value)):
            yield one.name, getattr(value, one.name), one.write

    def _batches(
        self, brackets: str, items: tuple[T, ...], write: Callable[[T, str], str], gap: str
    ) -> Iterator[str]:
        inner, start, size = gap + self._layout.step, brackets[0], 0
        batch: list[str] = []
        for item in items:
            batch.append(inner + write(item, inner))
            size += len(batch[-1])
            if size > PIECE:
                yield start + ",".join(batch)
                batch, start, size = [], ",", 0
        yield start + ",".join(batch) if batch else ""
        yield gap + brackets[1]

    def _later(self, kind: object, value: object, gap: str) -> str:
        return self._known[kind](value, gap)

    def _made(self, kind: object) -> Write:
        origin, members = get_origin(kind), get_args(kind)
        if origin is tuple:
            return self._tuple(self.of(members[0]))
        if origin is Table:
            return self._table(members[0])
        if origin in (Union, UnionType):
            return self._union(kind, members)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return write_enum(kind)
        if isinstance(kind, type) and has(kind):
            return self._object(self._fields(kind))
        raise TypeError(f"no document holds a {kind!r}")

    def _union(self, kind: object, members: tuple[object, ...]) -> Write:
        """Return what writes a union: a closed one, a fact, or a type that may be None."""
        if is_closed_union(kind):
            return _by_class({one: self._tagged(one) for one in members if isinstance(one, type)})
        apart: dict[object, Write] = {NoneType: self.of(NoneType)} if NoneType in members else {}
        if Unknown in members:
            apart |= {Absent: self._absent, Unknown: self._unknown}
        others = [self.of(one) for one in members if one not in apart]
        if len(others) > 1:
            raise TypeError(f"no document holds a {kind!r}")
        rest = others[0] if others else refuse
        return lambda value, gap: apart.get(type(value), rest)(value, gap)

    def _tagged(self, kind: type) -> Write:
        """Return what writes a member of a closed union."""
        name = encode_basestring(kind.__name__)
        tag = Member("__class__", f'"type"{self._layout.colon}', str, lambda _, __: name)
        return self._object(sorted([*self._fields(kind), tag], key=lambda one: one.key))

    def _fields(self, kind: type) -> list[Member]:
        """Return what to know of each field of a class, by name."""
        if kind not in self._objects:
            found = sorted(fields(resolve_types(kind)), key=lambda one: one.name)
            self._objects[kind] = [self._member(one.name, one.type) for one in found]
        return self._objects[kind]

    def _member(self, name: str, kind: object) -> Member:
        parted = get_origin(kind) in (tuple, Table) or (isinstance(kind, type) and has(kind))
        return Member(name, f'"{name}"{self._layout.colon}', kind, self.of(kind), parted)

    def _object(self, members: list[Member]) -> Write:
        step = self._layout.step
        known = [(one.name, one.key, one.write) for one in members]

        def write(value: object, gap: str) -> str:
            inner = gap + step
            pieces = [key + part(getattr(value, name), inner) for name, key, part in known]
            return f"{{{inner}{f',{inner}'.join(pieces)}{gap}}}" if pieces else "{}"

        return write

    def _tuple(self, part: Write) -> Write:
        step = self._layout.step

        def write(value: object, gap: str) -> str:
            if not isinstance(value, tuple):
                return refuse(value, gap)
            inner = gap + step
            pieces = [part(item, inner) for item in value]
            return f"[{inner}{f',{inner}'.join(pieces)}{gap}]" if pieces else "[]"

        return write

    def _table(self, item: object) -> Write:
        step, pair = self._layout.step, self._pair(item)

        def write(value: object, gap: str) -> str:
            if not isinstance(value, Table):
                return refuse(value, gap)
            inner = gap + step
            pieces = [pair(one, inner) for one in value.items()]
            return f"{{{inner}{f',{inner}'.join(pieces)}{gap}}}" if pieces else "{}"

        return write

    def _pair(self, item: object) -> Callable[[tuple[str, object], str], str]:
        colon, part = self._layout.colon, self.of(item)
        return lambda pair, gap: f"{encode_basestring(pair[0])}{colon}{part(pair[1], gap)}"

    def _text(self, value: object, gap: str) -> str:
        """Return a list of the lines of a text."""
        if not isinstance(value, str):
            return refuse(value, gap)
        inner = gap + self._layout.step
        lines = escaped(value).replace("\n", f'",{inner}"')
        return f'[{inner}"{lines}"{gap}]'

    def _absent(self, _: object, gap: str) -> str:
        return f'{{{gap}{self._layout.step}"absent"{self._layout.colon}true{gap}}}'

    def _unknown(self, value: object, gap: str) -> str:
        error = write_string(getattr(value, "error", None), gap)
        return f'{{{gap}{self._layout.step}"unknown"{self._layout.colon}{error}{gap}}}'


def _by_class(writes: dict[type, Write]) -> Write:
    return lambda value, gap: writes.get(type(value), refuse)(value, gap)
