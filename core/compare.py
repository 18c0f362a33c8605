"""What differs between two snapshots, path by path; texts line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from json import dumps

from attrs import fields, frozen, has

from kayron.core.conversion import moment_text
from kayron.core.fact import Absent, Unknown
from kayron.core.render.diff import exact
from kayron.core.snapshot import Files, Snapshot
from kayron.core.table import Table

KEYS = ("number", "arn", "operation", "task_definition", "id", "kind", "name")
"""The field that tells the records of one tuple apart: the first of these that they have."""


TREES = "infrastructure.trees"
"""Where the templates of each infrastructure version are, which have nearly all in common."""


class Nothing(Enum):
    """What stands for a value that only the other snapshot has."""

    NOTHING = "nothing"


@frozen
class Difference:
    """A value that differs: None where a snapshot has none. `lines` is the diff of longer texts."""

    path: str
    before: str | None
    after: str | None
    lines: tuple[str, ...] = ()


def compare(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Return all differences of two snapshots in the order of their fields and keys."""
    return tuple(_differences("", before, after))


def _differences(path: str, before: object, after: object) -> Iterator[Difference]:
    """Yield what differs between two values of one place; either may be `NOTHING`."""
    if before == after:
        return
    if path == TREES:
        yield from _trees(_named(before), _named(after))
        return
    steps = _steps(before, after)
    if steps is None:
        yield _leaf(path, before, after)
        return
    found = [
        difference
        for step, one, other in steps
        for difference in _differences(path + step if path else step.lstrip("."), one, other)
    ]
    yield from _whole(path, before, after, found)


def _whole(
    path: str, before: object, after: object, parts: Sequence[Difference]
) -> Iterable[Difference]:
    """Return a record that only one snapshot has as one difference, unless it holds texts."""
    either = after if before is Nothing.NOTHING else before
    alone = Nothing.NOTHING in (before, after) and has(type(either))
    if not alone or not parts or any(part.lines for part in parts):
        return parts
    values = (f"{_rest(part.path, path)} {part.before or part.after}" for part in parts)
    text = ", ".join(values)
    if before is Nothing.NOTHING:
        return [Difference(path, None, text)]
    return [Difference(path, text, None)]


def _trees(before: dict[str, object], after: dict[str, object]) -> Iterator[Difference]:
    """Yield what differs between infrastructure versions; a new one is compared with an old one.

    That takes two whose templates were read.
    """
    gone = [step for step in before if step not in after]
    old = next((step for step in (*gone, *before) if isinstance(before[step], Files)), None)
    for step, one, other in _paired(before, after):
        if other is Nothing.NOTHING:
            yield Difference(TREES + step, _text(one), None)
        elif one is Nothing.NOTHING and old is not None and isinstance(other, Files):
            yield Difference(TREES + step, None, f"like {old}, but for what follows")
            yield from _differences(TREES + step, before[old], other)
        else:
            yield from _differences(TREES + step, one, other)


def _rest(path: str, start: str) -> str:
    return path.removeprefix(start).lstrip(".")


def _steps(before: object, after: object) -> Iterable[tuple[str, object, object]] | None:
    """Return the parts of two values with how to get to each, or None where they have none."""
    either = after if before is Nothing.NOTHING else before
    if not (type(before) is type(after) or Nothing.NOTHING in (before, after)):
        return None
    if isinstance(either, tuple):
        return _paired(_items(before), _items(after))
    if isinstance(either, Table):
        return _paired(_named(before), _named(after))
    if has(type(either)) and not isinstance(either, Absent | Unknown):
        return _paired(_fields(before), _fields(after))
    return None


def _paired(
    before: dict[str, object], after: dict[str, object]
) -> Iterator[tuple[str, object, object]]:
    for step in dict.fromkeys([*before, *after]):
        yield step, before.get(step, Nothing.NOTHING), after.get(step, Nothing.NOTHING)


def _fields(value: object) -> dict[str, object]:
    kind = type(value)
    if not has(kind):
        return {}
    return {f".{attribute.name}": getattr(value, attribute.name) for attribute in fields(kind)}


def _named(value: object) -> dict[str, object]:
    return {f"[{_quoted(k)}]": v for k, v in value.items()} if isinstance(value, Table) else {}


def _items(value: object) -> dict[str, object]:
    """Return the records of a tuple by their key, numbered where a key is there again."""
    found: dict[str, object] = {}
    for item in value if isinstance(value, tuple) else ():
        step, number = f"[{_key(item)}]", 1
        while step in found:
            number += 1
            step = f"[{_key(item)}, {number}]"
        found[step] = item
    return found


def _key(item: object) -> str:
    name = next((name for name in KEYS if hasattr(item, name)), None)
    return _quoted(item if name is None else getattr(item, name))


def _quoted(key: object) -> str:
    return dumps(key if isinstance(key, int) else str(key), ensure_ascii=False)


def _leaf(path: str, before: object, after: object) -> Difference:
    old, new = _text(before), _text(after)
    lines = exact(old or "", new or "") if "\n" in f"{old}{new}" else ()
    return Difference(path, old, new, tuple(lines))


def _text(value: object) -> str | None:
    """Return a value without parts as people read it."""
    match value:
        case Nothing():
            return None
        case Absent():
            return "absent"
        case Unknown():
            return f"unknown: {value.error}"
        case datetime():
            return moment_text(value)
        case Enum():
            return str(value.value)
        case str():
            return value
        case _ if has(type(value)) or isinstance(value, Table):
            return "known"
        case _:
            return dumps(value)
