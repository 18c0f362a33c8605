"""Small values that are written into a copy, in the style of what surrounds them."""

from __future__ import annotations

from collections.abc import Iterator

from kayron.core.template.edit import Piece, quoted

Scalar = tuple[Piece, ...]
"""One scalar as the text has it, quotes and short tags included."""

Value = Scalar | list["Value"] | dict[str, "Value"]


def flow(value: Value) -> Iterator[Piece]:
    """Yield a value on one line, as JSON and YAML's flow style both read it."""
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, list):
        yield "["
        for index, item in enumerate(value):
            yield ", " if index else ""
            yield from flow(item)
        yield "]"
    else:
        yield "{"
        for index, (key, item) in enumerate(value.items()):
            yield f"{', ' if index else ''}{quoted(key)}: "
            yield from flow(item)
        yield "}"


def indented_json(value: Value, start: str, step: str) -> Iterator[Piece]:
    """Yield a value as JSON on several lines. `start` begins the line that the value begins on."""
    if isinstance(value, tuple):
        yield from value
        return
    inner = start + step
    pairs = value.items() if isinstance(value, dict) else (("", item) for item in value)
    yield "{" if isinstance(value, dict) else "["
    for index, (key, item) in enumerate(pairs):
        yield "," + inner if index else inner
        yield f"{quoted(key)}: " if isinstance(value, dict) else ""
        yield from indented_json(item, inner, step)
    yield start
    yield "}" if isinstance(value, dict) else "]"


def block(value: Value, start: str, step: str) -> Iterator[Piece]:
    """Yield a value in YAML's block style, as it follows a key and its colon.

    `start` begins each line of the value: a line break and its indentation.
    """
    if isinstance(value, tuple):
        yield " "
        yield from value
    elif isinstance(value, list):
        for item in value:
            yield start
            yield from block_item(item, start, step)
    else:
        for key, item in value.items():
            yield f"{start}{key}:"
            yield from block(item, start + step, step)


def block_item(value: Value, start: str, step: str) -> Iterator[Piece]:
    """Yield an item of a block sequence, its dash included. `start` begins the dash's line."""
    yield "-"
    if not isinstance(value, dict):
        yield from block(value, start + step, step)
        return
    inner = start + "  "
    for index, (key, item) in enumerate(value.items()):
        yield f"{inner if index else ' '}{key}:"
        yield from block(item, inner + step, step)
