"""What stops a plan, what differs besides versions, and what waits: sentences by subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kayron.core.plan import DriftKind, Plan
from kayron.core.render.crowd import crowd
from kayron.core.render.effect import sends
from kayron.core.render.layout import noted, paragraph
from kayron.core.render.phrase import OUTCOMES, brief, departures, sentences
from kayron.core.render.style import Line, Mode, Span, line
from kayron.core.verdict import Outcome, Verdict

SET_BACK = "This update sets the templates back."

GRAVITY = {Outcome.DENY: 0, Outcome.HOLD: 1, Outcome.ALLOW: 2}


def gravest_first(plan: Plan) -> list[Verdict]:
    """Return the verdicts that deny, then those that hold; those of one policy together.

    Why a preview goes is not among them, nor what is said of a crowd of pull requests.
    """
    elsewhere = departures(plan).keys() | crowd(plan)
    firsts: dict[str, int] = {}
    found = [
        verdict
        for verdict in plan.verdicts
        if verdict.outcome is not Outcome.ALLOW and verdict.subject not in elsewhere
    ]
    for number, verdict in enumerate(found):
        firsts.setdefault(verdict.policy, number)
        firsts.setdefault(f"{verdict.policy} {verdict.reason}", number)

    def rank(one: Verdict) -> tuple[int, int, int]:
        return GRAVITY[one.outcome], firsts[one.policy], firsts[f"{one.policy} {one.reason}"]

    return sorted(found, key=rank)


def stops(plan: Plan, room: int) -> Iterator[Line]:
    """Yield the verdicts that deny, then those that hold."""
    return judged(gravest_first(plan), room)


def judged(found: Sequence[Verdict], room: int) -> Iterator[Line]:
    """Yield verdicts in their order with their subjects; a reason that neighbours share once."""
    said = [None, *(verdict.reason for verdict in found)]
    notes = [
        [] if verdict.reason == before else _reason(verdict)
        for verdict, before in zip(found, said, strict=False)
    ]
    return noted([_head(verdict) for verdict in found], notes, room)


def verdicts(found: Sequence[Verdict], room: int) -> Iterator[Line]:
    """Yield verdicts on one subject in their order, each with its reason and its facts."""
    heads = (_head(verdict) for verdict in found)
    rows = [[sign, outcome, policy] for sign, outcome, _, policy in heads]
    return noted(rows, [[*_reason(verdict), *_facts(verdict)] for verdict in found], room)


def _reason(verdict: Verdict) -> list[Span]:
    return [Span(sentence) for sentence in sentences(verdict.reason)]


def _facts(verdict: Verdict) -> list[Span]:
    names = brief(", ".join(verdict.facts))
    return [Span(f"rests on {names}", Mode.ASIDE)] if names else []


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
    shown = [one for one in plan.drift if one.kind in (DriftKind.SETTINGS, DriftKind.TEMPLATE)]
    rows = [[Span("~", Mode.CHANGE), Span(one.kind.value, Mode.ASIDE)] for one in shown]
    notes = [[Span(brief(one.reason))] for one in shown]
    if sends(plan) and any(one.kind is DriftKind.TEMPLATE for one in shown):
        notes[-1].append(Span(SET_BACK, Mode.ASIDE))
    return noted(rows, notes, room)


def waiting(plan: Plan, room: int) -> Iterator[Line]:
    """Yield the changes that are left for a later update."""
    for sentence in plan.waiting:
        yield from paragraph(line(Span("|  ", Mode.ASIDE)), Span(brief(sentence)), room)
