"""Lines of styled spans, and how they become text. Colour comes last and changes nothing.

A span never holds a character that a terminal acts upon or that hides: such characters are escaped
when the span is made, wherever its text came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from unicodedata import category, east_asian_width

from attrs import field, frozen


class Mode(Enum):
    """What a span is: added, removed, changed, aside, a title, or what stays."""

    ADD = "+"
    REMOVE = "-"
    CHANGE = "~"
    ASIDE = "|"
    TITLE = "#"
    SAME = "="


ANSI = {Mode.ADD: "32", Mode.REMOVE: "31", Mode.CHANGE: "33", Mode.ASIDE: "2", Mode.TITLE: "1"}


def visible(text: str) -> str:
    r"""Return a text with every character that does not print as itself escaped: `\x1b`, `\u202e`.

    These are controls, line and paragraph separators, bidirectional and other formats, unassigned
    characters, halves of surrogate pairs, and spaces that are none.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x100:  # noqa: PLR2004 - what two digits hold
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004


def width(text: str) -> int:
    """Return how many columns of a terminal a printable text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


@frozen
class Span:
    """A piece of one line."""

    text: str = field(converter=visible)
    mode: Mode = Mode.SAME


Line = tuple[Span, ...]


def line(*parts: str | Span) -> Line:
    """Return a line of these parts; a text is a span that stays."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def columns(spans: Line) -> int:
    """Return how many columns of a terminal a line takes."""
    return sum(width(span.text) for span in spans)


def plain(lines: Iterable[Line]) -> str:
    """Return lines as text, without colour."""
    return "".join("".join(span.text for span in spans).rstrip() + "\n" for spans in lines)


def ansi(lines: Iterable[Line]) -> str:
    """Return lines as text with the colours of a terminal; without them it equals `plain`."""
    return "".join(TRAILING.sub(r"\1", "".join(map(_painted, spans))) + "\n" for spans in lines)


TRAILING = re.compile(r" +((?:\x1b\[0m)?)$")


def _painted(span: Span) -> str:
    code = ANSI.get(span.mode)
    return f"\x1b[{code}m{span.text}\x1b[0m" if code and span.text.strip() else span.text
