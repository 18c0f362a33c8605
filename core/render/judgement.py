"""What stops a plan, what differs besides versions, and what waits: sentences by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kayron.core.plan import DriftKind, Plan
from kayron.core.render.layout import noted, paragraph
from kayron.core.render.phrase import OUTCOMES, brief
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.verdict import Outcome, Verdict

GRAVITY = {Outcome.DENY: 0, Outcome.HOLD: 1, Outcome.ALLOW: 2}


def stops(plan: Plan, room: int) -> Iterator[Line]:
    """Yield the verdicts that deny, then those that hold, each with its reason."""
    stopping = [verdict for verdict in plan.verdicts if verdict.outcome is not Outcome.ALLOW]
    return verdicts(sorted(stopping, key=lambda verdict: GRAVITY[verdict.outcome]), room)


def verdicts(found: Iterable[Verdict], room: int) -> Iterator[Line]:
    """Yield verdicts in their order, aligned, each with its reason."""
    found = tuple(found)
    reasons = [[Span(brief(verdict.reason))] for verdict in found]
    return noted([_head(verdict) for verdict in found], reasons, room)


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
