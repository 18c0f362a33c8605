"""The policy `removals`: not too many previews leave at once, whatever the reason."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from kayron.core.preview import PreviewCase, Standing
from kayron.core.verdict import deny

PERCENT = 30
"""Of the deployed previews, those that may leave in one update."""

POPULATION = 10
"""Deployed previews up to which any share may leave."""


def judge_removals(cases: Sequence[PreviewCase]) -> tuple[PreviewCase, ...]:
    """Return the previews; where too many would leave at once, all of these stay."""
    population = sum(case.deployed is not None for case in cases)
    leaving = sum(case.standing is Standing.REMOVE for case in cases)
    if population <= POPULATION or leaving * 100 <= PERCENT * population:
        return tuple(cases)
    share = -(-100 * leaving // population)
    reason = (
        f"Too many previews would leave at once: {share} % is over {PERCENT} % "
        f"({leaving} of {population}). It stays unless --force is given."
    )
    return tuple(
        _kept(case, reason) if case.standing is Standing.REMOVE else case for case in cases
    )


def _kept(case: PreviewCase, reason: str) -> PreviewCase:
    staying = evolve(case, standing=Standing.STAY)
    return staying.judged(deny("removals", case.subject, reason, "root.template"))
