"""How far an update is, for a terminal: what is in progress with its age, and what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import frozen

from kayron.core.apply.event import StackEvent, in_progress
from kayron.core.render.phrase import count
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.stack.link import NESTED_STACK
from kayron.core.stack.tree import Ids

ROOT = "the stack"


@frozen(kw_only=True)
class Step:
    """Where a resource or a stack is: its newest status, and when it began to be in progress."""

    status: str
    begun: datetime
    is_stack: bool

    @property
    def goes_on(self) -> bool:
        """Tell whether it is in progress."""
        return in_progress(self.status)


Steps = Mapping[Ids, Step]
"""The steps of resources by their paths: logical ids, none for the root stack."""


def stepped(steps: Steps, event: StackEvent, path: Ids) -> Steps:
    """Return the steps after an event."""
    known = steps.get(path)
    goes_on = known is not None and known.goes_on
    step = Step(
        status=event.status,
        begun=known.begun if known and goes_on else event.time,
        is_stack=event.is_of_stack or event.type == NESTED_STACK,
    )
    return {**steps, path: step}


def waiting_lines(steps: Steps, now: datetime, columns: int, rows: int) -> list[Line]:
    """Return the state of an update in so many rows at most, none wider than so many columns.

    Each stack has a row with the count of what is done in it, and below it what is in progress.
    """
    inside: dict[Ids, list[Ids]] = {}
    for path in sorted(path for path in steps if path):
        inside.setdefault(path[:-1], []).append(path)
    stacks = (path for path, step in sorted(steps.items()) if step.is_stack)
    found = (one for path in stacks for one in _of_stack(steps, path, inside.get(path, []), now))
    lines = [_cut(one, columns) for one in found]
    if len(lines) <= rows:
        return lines
    kept = lines[: max(rows - 1, 0)]
    return [*kept, line(Span(f"   {count(len(lines) - len(kept), 'line')} more", Mode.ASIDE))]


def _of_stack(steps: Steps, path: Ids, inside: Sequence[Ids], now: datetime) -> Iterator[Line]:
    done = sum(not steps[ids].goes_on for ids in inside)
    said = f"  {done:,} done" if inside else ""
    yield line("/".join(path) or ROOT, "  ", *_status(steps[path], now), Span(said, Mode.ASIDE))
    for ids in inside:
        if steps[ids].goes_on and not steps[ids].is_stack:
            yield line(f"   {ids[-1]}  ", *_status(steps[ids], now))


def _status(step: Step, now: datetime) -> Sequence[Span]:
    failing = "FAILED" in step.status or "ROLLBACK" in step.status
    mode = Mode.REMOVE if failing else Mode.CHANGE if step.goes_on else Mode.ADD
    since = f"  {age(now - step.begun)}" if step.goes_on else ""
    return Span(step.status, mode), Span(since, Mode.ASIDE)


def age(passed: timedelta) -> str:
    """Return how long something has lasted: `40 s`, `3 min 05 s`, `1 h 02 min`."""
    seconds = max(int(passed.total_seconds()), 0)
    minutes, hours = seconds // 60, seconds // 3600
    if not minutes:
        return f"{seconds} s"
    if not hours:
        return f"{minutes} min {seconds % 60:02} s"
    return f"{hours} h {minutes % 60:02} min"


def _cut(spans: Line, columns: int) -> Line:
    """Return a line without what does not fit: a terminal would break it, and lose its place."""
    left, kept = columns, []
    for span in spans:
        kept.append(Span(span.text[:left], span.mode))
        left = max(left - len(span.text), 0)
    return tuple(kept)
