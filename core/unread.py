"""Which facts of a snapshot are unknown, with the path of each and why; and how much is in it."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps

from attrs import fields, frozen, has

from kayron.core.fact import Absent, Unknown
from kayron.core.located import walk_stacks
from kayron.core.snapshot import EcsService, Listener, Snapshot, Stack
from kayron.core.table import Table


@frozen(kw_only=True)
class UnknownFact:
    """A fact that could not be read: its path in the snapshot, and the error."""

    path: str
    error: str


def unknown_facts(snapshot: Snapshot) -> tuple[UnknownFact, ...]:
    """Return every unknown fact, in the order of the snapshot."""
    return tuple(
        UnknownFact(path=path.removeprefix("."), error=fact.error)
        for path, fact in _unknown("", snapshot)
    )


def contents(snapshot: Snapshot) -> tuple[tuple[str, int], ...]:
    """Return how many things of each kind were read, by the kind's noun."""
    return (
        ("stack", sum(isinstance(stack, Stack) for _, stack in walk_stacks(snapshot.root))),
        ("ECS service", _known(snapshot.services, EcsService)),
        ("listener", _known(snapshot.listeners, Listener)),
        ("branch head", sum(_known(heads, str) for heads in snapshot.branches.values())),
        ("pull request", sum(len(pulls.requests) for pulls in snapshot.pulls.values())),
        ("image", sum(_known(tags, str) for tags in snapshot.images.values())),
    )


def _known(table: Table[object], kind: type) -> int:
    return sum(isinstance(value, kind) for value in table.values())


def _unknown(path: str, value: object) -> Iterator[tuple[str, Unknown]]:
    """Yield the unknown facts of a value with their paths; texts and numbers hold none."""
    if isinstance(value, Unknown):
        yield path, value
        return
    for step, part in _parts(value):
        yield from _unknown(f"{path}{step}", part)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    kind = type(value)
    if isinstance(value, Table):
        yield from ((f"[{_quoted(key)}]", part) for key, part in value.items())
    elif isinstance(value, tuple):
        yield from ((f"[{number}]", part) for number, part in enumerate(value))
    elif has(kind) and kind is not Absent:
        yield from ((f".{one.name}", getattr(value, one.name)) for one in fields(kind))


def _quoted(key: object) -> str:
    return dumps(str(key), ensure_ascii=False)
