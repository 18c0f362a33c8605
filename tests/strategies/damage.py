"""Damaged facts: any place of a frozen value replaced by something else that its type allows."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Unknown
from kayron.core.table import Table

T = TypeVar("T")

Kind: TypeAlias = Any
"""A type as annotations have it."""

Path = tuple[str | int, ...]

LINES = (
    "",
    "- ",
    "{",
    "Resources: []",
    "Resources: {}",
    "  Service: {Type: AWS::ECS::Service}",
    "    Type: AWS::ECS::Service",
    "    Properties: 7",
    "      Priority: !Ref Nobody",
    "      Priority: abc",
    "      Tags: {Key: service}",
    "      TemplateURL: !Sub '${Nobody}/x.yaml'",
    "      TemplateURL: https://small-templates.s3.amazonaws.com/testing/index.yaml",
    "    Condition: Nobody",
    "  ? [a]",
    "&a [*a]",
    "  release: v1.0.0",
    "  suspend: true",
    "\t",
    "\u2028",
    "\x00",
    "%",
)

WORDS = (
    "",
    "****",
    "x",
    "v1",
    "01",
    "lite",
    "site",
    "A7937B64",
    "UPDATE_IN_PROGRESS",
    "arn:aws:elasticloadbalancing:us-west-2:1:listener-rule/app/a/b/c/d",
    "registry.example.org/lite",
    "registry.example.org/lite:${Tag}",
    ":@:",
    "<!-- kayron:preview:status -->",
    "../..",
    "\U0001f600",
    "a" * 300,
)

TIMES = (
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(2026, 11, 16, tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
)


@attrs.frozen
class Spot:
    """A place in a value, what is there, and the type that it has to have."""

    path: Path
    value: object
    kind: Kind


def _fields(value: object) -> dict[str, Kind]:
    kind: Kind = type(value)
    return _hints(kind)


@cache
def _hints(kind: Kind) -> dict[str, Kind]:
    return get_type_hints(kind)


def _origin(kind: Kind) -> Kind:
    return get_origin(kind)


def spots(value: object, kind: Kind, path: Path = ()) -> Iterator[Spot]:
    """Yield every place in a value, itself first."""
    yield Spot(path, value, kind)
    here = next((one for one in _members(kind) if _fits(value, one)), kind)
    if isinstance(value, Table):
        for key, item in value.items():
            yield from spots(item, get_args(here)[0], (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from spots(item, get_args(here)[0], (*path, index))
    elif attrs.has(type(value)) and not isinstance(value, Absent | Unknown):
        for name, inner in _fields(value).items():
            yield from spots(getattr(value, name), inner, (*path, name))


def replaced(value: object, path: Path, new: object) -> object:
    """Return a value with what a path leads to replaced."""
    if not path:
        return new
    head, rest = path[0], path[1:]
    if isinstance(value, Table):
        return value.overlaid({str(head): replaced(value[str(head)], rest, new)})
    if isinstance(value, tuple) and isinstance(head, int):
        return (*value[:head], replaced(value[head], rest, new), *value[head + 1 :])
    assert attrs.has(type(value)), value
    return attrs.evolve(value, **{str(head): replaced(getattr(value, str(head)), rest, new)})  # type: ignore[misc]


def found(value: object, path: Path) -> bool:
    """Tell whether a path still leads somewhere."""
    for step in path:
        if isinstance(value, Table) and step in value:
            value = value[str(step)]
        elif isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        elif attrs.has(type(value)) and hasattr(value, str(step)):
            value = getattr(value, str(step))
        else:
            return False
    return True


@attrs.frozen
class Damage:
    """What a place in a value is replaced with."""

    path: Path
    new: object


def damaged(value: T, damages: Iterable[Damage]) -> T:
    """Return a value with these places damaged, as far as they are still there."""
    for one in damages:
        if found(value, one.path):
            value = replaced(value, one.path, one.new)  # type: ignore[assignment]
    return value


def damages(value: object, kind: type, most: int = 3) -> st.SearchStrategy[tuple[Damage, ...]]:
    """Return damages of up to so many places of a value."""
    here = [one for one in spots(value, kind) if one.path]
    each = st.sampled_from(here).flatmap(
        lambda spot: st.builds(Damage, st.just(spot.path), instead(spot))
    )
    return st.lists(each, min_size=1, max_size=most).map(tuple)


def unread(value: object, kind: type, most: int = 2) -> st.SearchStrategy[tuple[Damage, ...]]:
    """Return damages after which up to so many facts are unknown."""
    facts = [one.path for one in spots(value, kind) if Unknown in _members(one.kind)]
    each = st.sampled_from(facts).map(lambda path: Damage(path, Unknown("AccessDenied")))
    return st.lists(each, min_size=1, max_size=most).map(tuple)


def instead(spot: Spot) -> st.SearchStrategy[object]:
    """Return values that could stand at a place."""
    return st.one_of([_of(member, spot) for member in _members(spot.kind)])


def _of(kind: Kind, spot: Spot) -> st.SearchStrategy[object]:
    value = spot.value
    if kind is Unknown:
        return st.just(Unknown("AccessDenied"))
    if kind in (Absent, types.NoneType):
        return st.just(kind() if kind is Absent else None)
    if _origin(kind) is Table:
        return _tables(value if isinstance(value, Table) else Table())
    if _origin(kind) is tuple:
        return _tuples(value if isinstance(value, tuple) else ())
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    simple = SIMPLE.get(kind)
    return simple(value) if simple else st.just(value)


def _texts(value: object) -> st.SearchStrategy[object]:
    lines = str(value).split("\n")
    return st.one_of(
        st.sampled_from(WORDS),
        st.builds(
            lambda at, line, cut: "\n".join([*lines[:at], line, *lines[at + cut :]]),
            st.integers(0, len(lines)),
            st.sampled_from((*LINES, *lines)),
            st.integers(0, 3),
        ),
    ).map(Text)


def _tables(value: Table[object]) -> st.SearchStrategy[object]:
    keys = list(value)
    if not keys:
        return st.just(value)
    return st.one_of(
        st.just(Table()),
        st.sampled_from(keys).map(lambda key: Table({k: v for k, v in value.items() if k != key})),
        st.builds(
            lambda key, name: value.overlaid({name: value[key]}),
            st.sampled_from(keys),
            st.sampled_from((*WORDS, *keys)),
        ),
    )


def _tuples(value: tuple[object, ...]) -> st.SearchStrategy[object]:
    return st.sampled_from([(), value[1:], value[:-1], value + value])


SIMPLE: dict[Kind, Callable[[object], st.SearchStrategy[object]]] = {
    str: lambda _: st.one_of(st.sampled_from(WORDS), st.text(max_size=8)),
    Text: _texts,
    bool: lambda _: st.booleans(),
    int: lambda _: st.sampled_from([-1, 0, 1, 101, 50_000, 10**12]),
    datetime: lambda _: st.sampled_from(TIMES),
}


def _members(kind: Kind) -> Iterable[Kind]:
    return get_args(kind) if _origin(kind) in (Union, types.UnionType) else (kind,)


def _fits(value: object, kind: Kind) -> bool:
    plain = _origin(kind) or kind
    if isinstance(plain, NewType):
        return isinstance(value, str)
    return isinstance(plain, type) and isinstance(value, plain)


def backwards(value: T) -> T:
    """Return a value whose tuples and tables were given what they hold in the opposite order."""
    if isinstance(value, Table):
        return Table({key: backwards(value[key]) for key in reversed(list(value))})  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(backwards, reversed(value)))  # type: ignore[return-value]
    if attrs.has(type(value)):
        names = _fields(value)
        return attrs.evolve(value, **{name: backwards(getattr(value, name)) for name in names})  # type: ignore[misc]
    return value
