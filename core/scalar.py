"""Scalars as JSON. A value of another type than the one that is written is a `TypeError`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from json.encoder import encode_basestring

from kayron.core.conversion import moment_text

Write = Callable[[object, str], str]
"""Returns the JSON of a value, given the gap that stands before the bracket that ends it."""

CONTROLS = bytes(code for code in range(32) if chr(code) != "\n")
"""What JSON escapes, besides quotes, backslashes and line feeds."""


def write_enum(kind: type[Enum]) -> Write:
    """Return what writes an enum's members: by their values."""
    names = {member: encode_basestring(member.value) for member in kind}
    return lambda value, gap: names[value] if isinstance(value, kind) else refuse(value, gap)


def escaped(text: str) -> str:
    """Return a text as it stands within quotes, but for its line feeds, which stay."""
    content = text.encode(errors="surrogatepass")
    if len(content.translate(None, CONTROLS)) == len(content):
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join(encode_basestring(line)[1:-1] for line in text.split("\n"))


def write_string(value: object, gap: str) -> str:
    """Return a text in quotes."""
    return encode_basestring(value) if type(value) is str else refuse(value, gap)


def write_number(value: object, gap: str) -> str:
    """Return a whole number; a boolean is none."""
    return str(value) if type(value) is int else refuse(value, gap)


def write_boolean(value: object, gap: str) -> str:
    """Return a boolean."""
    if value is True:
        return "true"
    return "false" if value is False else refuse(value, gap)


def write_moment(value: object, gap: str) -> str:
    """Return a time in quotes, in UTC."""
    return f'"{moment_text(value)}"' if isinstance(value, datetime) else refuse(value, gap)


def refuse(value: object, _: str) -> str:
    """Raise `TypeError` for a value that does not belong where it stands."""
    raise TypeError(f"a document cannot hold {value!r} there")
