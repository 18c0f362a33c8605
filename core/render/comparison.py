"""What differs between two snapshots, as lines for people: nothing is left out but accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kayron.core.compare import Difference
from kayron.core.render.layout import paragraph
from kayron.core.render.phrase import count
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.render.unread import short


def difference_lines(differences: Sequence[Difference], room: int) -> Iterator[Line]:
    """Yield differences as lines that fit `room` columns, and one line that counts them."""
    for difference in differences:
        yield from _shown(difference, room)
    if differences:
        yield ()
    yield line(Span(f"{count(len(differences), 'difference')}.", Mode.TITLE))


def _shown(difference: Difference, room: int) -> Iterator[Line]:
    path = short(difference.path)
    if difference.lines:
        yield from paragraph(line(Span("~  ", Mode.CHANGE)), Span(path), room, hanging=5)
        yield from (shown for text in difference.lines for shown in _line(text, room))
        return
    mode, value = _step(difference)
    start = line(Span(f"{mode.value}  ", mode))
    yield from paragraph(start, Span(f"{path}: {short(value)}", mode), room, hanging=5)


def _step(difference: Difference) -> tuple[Mode, str]:
    if difference.before is None:
        return Mode.ADD, difference.after or ""
    if difference.after is None:
        return Mode.REMOVE, difference.before
    return Mode.CHANGE, f"{difference.before} -> {difference.after}"


def _line(text: str, room: int) -> Iterator[Line]:
    mode = {"+": Mode.ADD, "-": Mode.REMOVE}.get(text[:1], Mode.ASIDE)
    yield from paragraph(line("     ", Span(text[:1], mode)), Span(text[1:], mode), room)
