"""The status of an environment as a person reads it at night: where it stands, and why.

All of it comes from the status alone. Colour is put on afterwards, by `style.ansi`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.plan import Life
from kayron.core.render.judgement import judged
from kayron.core.render.layout import noted, paragraph, table
from kayron.core.render.phrase import brief, by_subject, count, living, step, stopped, version
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.render.unread import unread
from kayron.core.snapshot import Result, Submission
from kayron.core.status import ArtifactStatus, PreviewStatus, Standing, Status, Tasks
from kayron.core.verdict import Outcome, Verdict

Section = Callable[[Status, int], Iterable[Line]]

STANDINGS = {
    Standing.AS_DESIRED: Mode.ASIDE,
    Standing.MOVES: Mode.CHANGE,
    Standing.WAITS: Mode.CHANGE,
    Standing.HELD: Mode.CHANGE,
    Standing.DENIED: Mode.REMOVE,
}

TALLIED = {
    Standing.AS_DESIRED: "as desired",
    Standing.MOVES: "moving",
    Standing.WAITS: "waiting",
    Standing.HELD: "held",
    Standing.DENIED: "denied",
}

RESULTS = {
    Result.RUNNING: Mode.CHANGE,
    Result.SUCCEEDED: Mode.ASIDE,
    Result.FAILED: Mode.REMOVE,
    Result.REFUSED: Mode.REMOVE,
}

ROLLED_OUT = ("COMPLETED", "")
"""The rollout states of which there is nothing to say."""


def status_lines(status: Status, room: int) -> Iterator[Line]:
    """Yield a status as lines that fit `room` columns, 72 or more."""
    yield from _header(status, room)
    for heading, section in SECTIONS:
        lines = tuple(section(status, room))
        if lines:
            yield ()
            yield line(Span(heading, Mode.TITLE))
            yield from lines
    yield ()
    yield from paragraph(line(), Span(_summary(status), Mode.TITLE), room, hanging=3)


def _header(status: Status, room: int) -> Iterator[Line]:
    where = f"stack {status.stack} in {status.region}, account {status.account}"
    start = line(Span(status.environment.value, Mode.TITLE), ": ")
    yield from paragraph(start, Span(where), room, hanging=3)
    if status.updated is not None:
        reason = f": {brief(status.stack_reason)}" if status.stack_reason else ""
        stack = f"{status.stack_status}{reason}, last updated {_moment(status.updated)}"
        yield from paragraph(line("   "), Span(stack), room)
    captured = f"captured {_moment(status.captured)}"
    source = f"release source {status.source} at {version(status.commit)}, {captured}"
    yield from paragraph(line("   "), Span(source, Mode.ASIDE), room)
    yield from _last(status.submission, room)


def _last(found: Fact[Submission], room: int) -> Iterator[Line]:
    """Yield what became of the last update that Kayron submitted, if it remembers one."""
    if isinstance(found, Absent | Unknown):
        return
    kind = "previews" if found.previews else "releases"
    cause = found.resource or found.cause
    reason = f": {brief(found.reason)}" if found.reason else ""
    end = f"{found.result.value} {_moment(found.time)}{f' at {cause}' if cause else ''}{reason}"
    what = f"last update, of {kind}, {end}"
    yield from paragraph(line("   "), Span(what, RESULTS[found.result]), room)


def _moment(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S UTC")


def _artifacts(status: Status, room: int) -> Iterator[Line]:
    stops = by_subject(status.verdicts, Outcome.HOLD, Outcome.DENY)
    rows = [_artifact(one, stops.get(one.subject, ())) for one in status.artifacts]
    for lines in table(rows, room):
        yield from lines


def _artifact(one: ArtifactStatus, stops: Sequence[Verdict]) -> list[Span]:
    mode = STANDINGS[one.standing]
    way = version(one.current)
    if not isinstance(one.desired, Absent):
        way = step(one.current, one.desired)
    halted = one.standing in (Standing.HELD, Standing.DENIED)
    return [
        Span(" " if one.standing is Standing.AS_DESIRED else "~", mode),
        Span(one.subject),
        Span(way, Mode.ASIDE if one.current == one.desired else Mode.CHANGE),
        Span(stopped(stops)[0] if halted else one.standing.value, mode),
        _running(one.tasks),
        Span(one.strategy, Mode.ASIDE),
    ]


def _running(tasks: Sequence[Tasks]) -> Span:
    words = "; ".join(map(_tasks, tasks))
    well = all(one.running == one.desired and one.rollout in ROLLED_OUT for one in tasks)
    return Span(words, Mode.ASIDE if well else Mode.CHANGE)


def _tasks(one: Tasks) -> str:
    rollout = "" if one.rollout in ROLLED_OUT else f", {one.rollout}"
    return f"{one.running} of {one.desired} running{rollout}"


def _previews(status: Status, room: int) -> Iterator[Line]:
    rows = [_preview(one) for one in status.previews]
    return noted(rows, [_remarks(one) for one in status.previews], room)


def _preview(one: PreviewStatus) -> list[Span]:
    return [
        Span(" " if one.life is Life.READY else "~", living(one.life)),
        Span(one.subject),
        Span(f"#{one.pull}" if one.pull is not None else ""),
        Span(step(one.current, one.desired)),
        Span(one.life.value, living(one.life)),
        _running(one.tasks),
    ]


def _remarks(one: PreviewStatus) -> list[Span]:
    where = ", ".join(text for text in (one.branch, one.url) if text)
    return [Span(brief(text), Mode.ASIDE) for text in (where, *one.notes) if text]


def _drift(status: Status, room: int) -> Iterator[Line]:
    rows = [[Span("~", Mode.CHANGE), Span(one.kind.value, Mode.ASIDE)] for one in status.drift]
    return noted(rows, [[Span(brief(one.reason))] for one in status.drift], room)


def _waiting(status: Status, room: int) -> Iterator[Line]:
    for sentence in status.waiting:
        yield from paragraph(line(Span("|  ", Mode.ASIDE)), Span(brief(sentence)), room)


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Artifacts", _artifacts),
    ("Previews", _previews),
    ("Held and denied", lambda status, room: judged(status.verdicts, room)),
    ("Other drift", _drift),
    ("Waiting for the next update", _waiting),
    ("Unknown facts", lambda status, room: unread(status.unknown, room)),
)
"""The parts of a status in reading order; one without lines is left out."""


def _summary(status: Status) -> str:
    parts = [
        _tally("artifact", [TALLIED[one.standing] for one in status.artifacts]),
        _tally("preview", [one.life.value for one in status.previews]),
        count(len(status.unknown), "unknown fact") if status.unknown else "",
    ]
    return f"{'; '.join(part for part in parts if part) or 'Nothing is known'}."


def _tally(noun: str, words: Sequence[str]) -> str:
    """Return how many there are, and of each word how many: `3 previews: 2 ready, 1 blocked`."""
    if not words:
        return ""
    found = ", ".join(f"{number} {word}" for word, number in Counter(words).items())
    return f"{count(len(words), noun)}: {found}"
