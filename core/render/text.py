"""A plan as a person reads it before saying yes: grouped, aligned, and one summary line last.

All of it comes from the plan alone. Colour is put on afterwards, by `style.ansi`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kayron.core.plan import Plan
from kayron.core.render import effect, judgement, standing
from kayron.core.render.layout import paragraph
from kayron.core.render.phrase import summary, version
from kayron.core.render.style import Line, Mode, Span, line

Section = Callable[[Plan, int], Iterable[Line]]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Artifacts", standing.artifacts),
    ("Previews", standing.previews),
    ("Held and denied", judgement.stops),
    ("Other drift", judgement.drift),
    ("Parameters", effect.parameters),
    ("Actions", effect.actions),
    ("Templates", effect.templates),
    ("Waiting for the next update", judgement.waiting),
)
"""The parts of a plan in reading order; one without lines is left out."""


def text(plan: Plan, room: int) -> Iterator[Line]:
    """Yield a plan as lines that fit `room` columns."""
    yield from _header(plan, room)
    for heading, section in SECTIONS:
        lines = tuple(section(plan, room))
        if lines:
            yield ()
            yield line(Span(heading, Mode.TITLE))
            yield from lines
    yield ()
    yield from paragraph(line(), Span(summary(plan), Mode.TITLE), room, hanging=3)


def _header(plan: Plan, room: int) -> Iterator[Line]:
    status = f", {plan.status}" if plan.status else ""
    where = f"stack {plan.stack} in {plan.region}, account {plan.account}{status}"
    start = line(Span(plan.environment.value, Mode.TITLE), ": ")
    yield from paragraph(start, Span(where), room, hanging=3)
    captured = plan.captured.strftime("%Y-%m-%d %H:%M:%S UTC")
    source = f"release source {plan.source} at {version(plan.commit)}, captured {captured}"
    yield from paragraph(line("   "), Span(source, Mode.ASIDE), room)
