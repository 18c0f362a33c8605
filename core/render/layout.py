"""Sentences and tables that fit a width. Nothing is cut off: what is too long goes on below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kayron.core.render.style import Line, Span, columns, visible, width

NARROWEST = 12
"""The columns below which a cell is not squeezed."""

SENTENCE = 48
"""The columns that a note needs to stand beside its row, unless it is shorter."""

BELOW = 5
"""How far a note below its row is indented."""

GAP = "  "

WORD = re.compile(r" *[^ ]+")


def wrap(text: str, room: int) -> list[str]:
    """Return a text in lines of at most `room` columns, broken at spaces, within words if need be.

    The spaces at a break are dropped; all other text is kept.
    """
    lines, current = [], ""
    for word in WORD.findall(visible(text)):
        if width(current + word) <= room:
            current += word
            continue
        if current:
            lines.append(current)
        *full, current = _pieces(word.lstrip(" ") if current else word, room)
        lines.extend(full)
    return [*lines, current] if current else lines or [""]


def _pieces(word: str, room: int) -> list[str]:
    """Cut a text into pieces of at most `room` columns, at least one character each."""
    pieces, taken = [""], 0
    for char in word:
        size = width(char)
        if pieces[-1] and taken + size > room:
            pieces.append("")
            taken = 0
        pieces[-1] += char
        taken += size
    return pieces


def paragraph(first: Line, text: Span, room: int, hanging: int | None = None) -> Iterator[Line]:
    """Yield a text after a start; its further lines are indented by `hanging`, or as the first."""
    indent = columns(first)
    below = indent if hanging is None else hanging
    head = wrap(text.text, max(room - indent, NARROWEST))[0]
    yield (*first, Span(head, text.mode))
    rest = text.text[len(head) :].strip(" ")
    for part in wrap(rest, max(room - below, NARROWEST)) if rest else ():
        yield (Span(" " * below), Span(part, text.mode))


def table(rows: Sequence[Sequence[Span]], room: int) -> list[list[Line]]:
    """Return each row as its lines, in aligned columns; long cells go on in further lines.

    All rows have equally many cells. A column without text takes no room.
    """
    sizes = [max(width(cell.text) for cell in column) for column in zip(*rows, strict=True)]
    used = [index for index, size in enumerate(sizes) if size]
    sizes = _squeezed([sizes[index] for index in used], room)
    return [list(_row([row[index] for index in used], sizes)) or [()] for row in rows]


def noted(
    rows: Sequence[Sequence[Span]], notes: Sequence[Sequence[Span]], room: int
) -> Iterator[Line]:
    """Yield rows as a table, each with its notes beside it where they fit, else below.

    Beside means for every row that its first note has `SENTENCE` columns or all that it needs.
    """
    heads = table(rows, room)
    left = room - max((columns(lines[-1]) for lines in heads), default=0)
    longest = max((width(texts[0].text) for texts in notes if texts), default=0)
    if left < min(longest, SENTENCE):
        yield from annotated(rows, notes, room)
        return
    for lines, texts in zip(heads, notes, strict=True):
        *first, last = lines
        yield from first
        yield from paragraph(last, texts[0], room) if texts else (last,)
        for text in texts[1:]:
            yield from paragraph((Span(" " * columns(last)),), text, room)


def annotated(
    rows: Sequence[Sequence[Span]], notes: Sequence[Sequence[Span]], room: int
) -> Iterator[Line]:
    """Yield rows as a table, each with its notes below."""
    for lines, texts in zip(table(rows, room), notes, strict=True):
        yield from lines
        yield from _below(texts, room)


def _below(texts: Sequence[Span], room: int) -> Iterator[Line]:
    for text in texts:
        yield from paragraph((Span(" " * BELOW),), text, room)


def _squeezed(sizes: Sequence[int], room: int) -> list[int]:
    """Take columns from the widest cells until the row fits or nothing can be taken."""
    sizes = list(sizes)
    room -= len(GAP) * (len(sizes) - 1)
    while sum(sizes) > room and max(sizes) > NARROWEST:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes


def _row(cells: Sequence[Span], sizes: Sequence[int]) -> Iterator[Line]:
    texts = [wrap(cell.text, size) for cell, size in zip(cells, sizes, strict=True)]
    for parts in zip_longest(*texts, fillvalue=""):
        spans: list[Span] = []
        for part, cell, size in zip(parts, cells, sizes, strict=True):
            spans += Span(part, cell.mode), Span(" " * (size - width(part)) + GAP)
        yield tuple(spans)
