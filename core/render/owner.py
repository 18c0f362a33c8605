"""Which entry of a template a line belongs to, by indentation alone: texts here may be anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

INDENTED = re.compile(r"^( +)[^\s#]", re.MULTILINE)
KEY = re.compile(r"""( *)["']?([\w.:/-]+)["']? *:(?:\s|$)""")
CLOSING = ("}", "]", ")")
ITEM = re.compile(r"( *)-(?:\s|$)")


def depth_of(text: str) -> int:
    """Return how far the entries of a template's sections are indented, its resources for one.

    In JSON the sections themselves are indented once.
    """
    match = INDENTED.search(text)
    if match is None:
        return 0
    return len(match[1]) * (2 if text.lstrip().startswith("{") else 1)


def owned(lines: Iterable[str], depth: int) -> list[str]:
    """Return each line with the line that opens its entry, so that two entries share none."""
    result, owner = [], ""
    for line in lines:
        if _opens(line, depth):
            owner = line
            result.append(line)
        else:
            result.append(f"{owner}\0{line}")
    return result


def entries(lines: Sequence[str], depth: int) -> list[int]:
    """Return where each entry starts, and where the last ends; the first starts at 0."""
    starts = [index for index, line in enumerate(lines) if _opens(line, depth)]
    if lines and starts[:1] != [0]:
        starts.insert(0, 0)
    return [*starts, len(lines)]


def _opens(line: str, depth: int) -> bool:
    """Tell whether a line begins an entry, or ends the section that entries are in."""
    start = line[: depth + 1].lstrip(" ")
    ends_entry = start[:1] in CLOSING and line.startswith(" " * depth)
    return start[:1] not in ("", "\r") and not ends_entry


def keys_to(lines: Sequence[str], index: int) -> str:
    """Return the keys above a line, outermost first: `Resources.Service.Properties`."""
    return ".".join(reversed(tuple(_keys_above(lines, index))))


def _keys_above(lines: Sequence[str], index: int) -> Iterator[str]:
    item = ITEM.match(lines[index])
    indent = len(item[1]) + 1 if item else len(lines[index]) - len(lines[index].lstrip(" "))
    for line in reversed(lines[:index]):
        if indent == 0:
            return
        if not line[:indent].strip(" "):
            continue
        if item := ITEM.match(line):
            indent = len(item[1]) + 1
        elif match := KEY.match(line):
            indent = len(match[1])
            yield match[2]
