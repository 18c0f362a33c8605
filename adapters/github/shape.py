"""Values out of an answer's JSON; what is not as GitHub describes it is `Garbled`."""

from __future__ import annotations

from datetime import datetime


class Garbled(Exception):
    """An answer is not what it should be; says in which place."""


def member(data: object, *path: str) -> object:
    """Return what is at a path of keys."""
    for name in path:
        if not isinstance(data, dict) or name not in data:
            raise Garbled(f"there is no {'.'.join(path)}")
        data = data[name]
    return data


def text(data: object, *path: str) -> str:
    """Return the text at a path."""
    found = member(data, *path)
    if not isinstance(found, str):
        raise Garbled(f"{'.'.join(path)} is no text")
    return found


def number(data: object, *path: str) -> int:
    """Return the whole number at a path."""
    found = member(data, *path)
    if type(found) is not int:
        raise Garbled(f"{'.'.join(path)} is no number")
    return found


def moment(data: object, *path: str) -> datetime:
    """Return the time at a path, with its zone."""
    written = text(data, *path)
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Garbled(f"{'.'.join(path)} is no time")
    return found


def items(data: object, *path: str) -> list[object]:
    """Return the list at a path; without a path, the answer itself."""
    found = member(data, *path)
    if not isinstance(found, list):
        raise Garbled(f"{'.'.join(path) or 'the answer'} is no list")
    return found
