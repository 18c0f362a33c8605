"""What YAML text is made of: nodes with their places, and nothing constructed from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

from attrs import frozen

from kayron.core.problem import Place

SHOWN: Final = 80
"""Characters of somebody's text that a message repeats."""

_NULL = re.compile(r"~|null|Null|NULL|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+"
    r"|(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|\.(?:inf|Inf|INF|nan|NaN|NAN))"
)


class Kind(Enum):
    """What a scalar is to YAML."""

    TEXT = "a text"
    NUMBER = "a number"
    BOOLEAN = "a boolean"
    NULL = "empty"


@frozen
class Scalar:
    """A scalar: its text, with quotes and escapes resolved, and what it is to YAML."""

    place: Place
    text: str
    kind: Kind
    size: int = 1


@frozen
class Items:
    """A sequence. `size` counts the nodes below it and itself, aliases written out."""

    place: Place
    nodes: tuple[Node, ...]
    size: int


@frozen
class Entries:
    """A mapping, in the order of the file; a key that comes again is left out."""

    place: Place
    pairs: tuple[tuple[Scalar, Node], ...]
    size: int


Node = Scalar | Items | Entries

_SHAPES = {Items: "a list", Entries: "a mapping"}


def plain_kind(text: str) -> Kind:
    """Return what a plain scalar is, see https://yaml.org/spec/1.2.2/#103-core-schema.

    Numbers with underscores and in base two, which other readers know, are numbers too.
    """
    if _NULL.fullmatch(text):
        return Kind.NULL
    if _BOOLEAN.fullmatch(text):
        return Kind.BOOLEAN
    return Kind.NUMBER if _NUMBER.fullmatch(text) else Kind.TEXT


def shown(text: str) -> str:
    """Return a text as a message repeats it: short, and with what is not printable escaped."""
    whole = text if text.isprintable() else repr(text)[1:-1]
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 3] + "..."


def text_problem(node: Node) -> str:
    """Return why a node is no text, or an empty text."""
    if not isinstance(node, Scalar):
        return f"must be a text, not {shape(node)}."
    if node.kind is Kind.NULL or not node.text:
        return "is empty; write a value, or remove the key."
    if node.kind is not Kind.TEXT:
        return f'is {node.kind.value} to YAML; put it in quotes: "{shown(node.text)}".'
    if not node.text.isprintable():
        return f"has a character that cannot be printed: {shown(node.text)}."
    return ""


def shape(node: Node) -> str:
    """Return what a node is, for a message."""
    if not isinstance(node, Scalar):
        return _SHAPES[type(node)]
    return "nothing" if node.kind is Kind.NULL else f"{node.kind.value} ({shown(node.text)})"


def listed(words: Iterable[str]) -> str:
    """Return words as a message lists them."""
    return ", ".join(words)
