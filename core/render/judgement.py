"""What stops a plan, what differs besides versions, and what waits: sentences by subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kayron.core.plan import DriftKind, Plan
from kayron.core.render.layout import noted, paragraph
from kayron.core.render.phrase import OUTCOMES, brief
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.verdict import Outcome, Verdict

GRAVITY = {Outcome.DENY: 0, Outcome.HOLD: 1, Outcome.ALLOW: 2}


def gravest_first(plan: Plan) -> list[Verdict]:
    """Return the verdicts that deny, then those that hold."""
    stopping = [verdict for verdict in plan.verdicts if verdict.outcome is not Outcome.ALLOW]
    return sorted(stopping, key=lambda verdict: GRAVITY[verdict.outcome])


def stops(plan: Plan, room: int) -> Iterator[Line]:
    """Yield the verdicts that deny, then those that hold, each with its reason."""
    return verdicts(gravest_first(plan), room)


def verdicts(found: Sequence[Verdict], room: int, *, facts: bool = False) -> Iterator[Line]:
    """Yield verdicts in their order, aligned, each with its reason and, if asked, its facts."""
    rows = [_head(verdict) for verdict in found]
    return noted(rows, [_notes(verdict, facts=facts) for verdict in found], room)


def _notes(verdict: Verdict, *, facts: bool) -> list[Span]:
    names = ", ".join(verdict.facts) if facts else ""
    rests = [Span(f"rests on {names}", Mode.ASIDE)] if names else []
    return [Span(brief(verdict.reason)), *rests]


def _head(verdict: Verdict) -> list[Span]:
    mode = OUTCOMES[verdict.outcome]
    return [
        Span("!" if verdict.outcome is Outcome.DENY else " ", mode),
        Span(verdict.outcome.value, mode),
        Span(verdict.subject),
        Span(verdict.policy, Mode.ASIDE),
    ]


def drift(plan: Plan, room: int) -> Iterator[Line]:
    """Yield what differs besides versions and previews, which have tables of their own."""
    for found in plan.drift:
        if found.kind in (DriftKind.SETTINGS, DriftKind.TEMPLATE):
            text = f"{found.kind.value} of {found.subject}: {brief(found.reason)}"
            yield from paragraph(line(Span("~  ", Mode.CHANGE)), Span(text), room)


def waiting(plan: Plan, room: int) -> Iterator[Line]:
    """Yield the changes that are left for a later update."""
    for sentence in plan.waiting:
        yield from paragraph(line(Span("|  ", Mode.ASIDE)), Span(brief(sentence)), room)
