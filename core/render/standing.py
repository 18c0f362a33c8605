"""The tables of a plan: its artifacts and its previews, where they stand and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kayron.core.plan import Artifact, Change, Plan, Preview
from kayron.core.render.crowd import crowd, words
from kayron.core.render.layout import annotated, noted, paragraph, table
from kayron.core.render.phrase import (
    CHANGES,
    Verdicts,
    brief,
    count,
    departures,
    drifts,
    living,
    standing,
    step,
    stopping,
    towards,
)
from kayron.core.render.style import Line, Mode, Span, columns, line

QUIET = 20
"""So many artifacts that are as desired are listed; of more, only their number is."""

MOVES = Mode.CHANGE


def artifacts(plan: Plan, room: int) -> Iterator[Line]:
    """Yield a row for each artifact: versions, what becomes of it, strategy."""
    stops = stopping(plan)
    rows = [(artifact, *standing(artifact, stops)) for artifact in plan.artifacts]
    quiet = sum(1 for _, _, mode in rows if mode is Mode.ASIDE)
    shown = [row for row in rows if quiet <= QUIET or row[2] is not Mode.ASIDE]
    for lines in table([_artifact(*row) for row in shown], room):
        yield from lines
    if len(shown) < len(rows):
        yield line(Span(f"   {count(quiet, 'artifact')} more as desired", Mode.ASIDE))


def _artifact(artifact: Artifact, words: str, mode: Mode) -> list[Span]:
    return [
        Span(MOVES.value if artifact.moves else " ", MOVES),
        Span(artifact.subject),
        Span(towards(artifact), MOVES if drifts(artifact) else Mode.ASIDE),
        Span(words, mode),
        Span(artifact.strategy, Mode.ASIDE),
    ]


def previews(plan: Plan, room: int) -> Iterator[Line]:
    """Yield a row for each preview with all of it, or with the details below where it is narrow."""
    hidden, going = crowd(plan), departures(plan)
    shown = [preview for preview in plan.previews if preview.subject not in hidden]
    notes = [[Span(note, Mode.ASIDE) for note in remarks(preview, going)] for preview in shown]
    yield from _rows(shown, notes, room)
    if said := words(plan):
        yield from paragraph(line("   "), Span(said, Mode.ASIDE), room)


def _rows(shown: Sequence[Preview], notes: list[list[Span]], room: int) -> Iterator[Line]:
    rows = [_preview(preview) for preview in shown]
    wide = [[*row, *_details(preview)] for row, preview in zip(rows, shown, strict=True)]
    if all(len(lines) == 1 and columns(lines[0]) <= room for lines in table(wide, room)):
        yield from noted(wide, notes, room)
        return
    for preview, texts in zip(shown, notes, strict=True):
        details = ", ".join(span.text for span in _details(preview) if span.text)
        texts[:0] = [Span(details, Mode.ASIDE)] if details else []
    yield from annotated(rows, notes, room)


def remarks(preview: Preview, going: Verdicts) -> list[str]:
    """Return what is to be said of a preview besides its row: why it goes, and its notes."""
    reasons = (brief(verdict.reason) for verdict in going.get(preview.subject, ()))
    return [*reasons, *preview.notes]


def _preview(preview: Preview) -> list[Span]:
    mode = CHANGES[preview.change]
    words = "" if preview.change is Change.NONE else preview.change.value
    return [
        Span(mode.value if words else " ", mode),
        Span(preview.subject),
        Span(f"#{preview.pull}" if preview.pull is not None else ""),
        Span(step(preview.current, preview.effective), mode),
        Span(words, mode),
        Span(preview.life.value, living(preview.life)),
    ]


def _details(preview: Preview) -> list[Span]:
    texts = preview.branch or "", _priorities(preview), preview.domain
    return [Span(text, Mode.ASIDE) for text in texts]


def _priorities(preview: Preview) -> str:
    words = "priority" if len(preview.priorities) == 1 else "priorities"
    numbers = " ".join(map(str, preview.priorities.values()))
    return f"{words} {numbers}" if numbers else ""
