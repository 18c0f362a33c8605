"""How an apply ended, told from what became of its actions."""

from __future__ import annotations

from collections.abc import Iterable

from kayron.core.apply.ending import Ending, ending_of
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.plan import Plan

GRAVEST = (
    (Effect.INTERRUPTED, Ending.INTERRUPTED),
    (Effect.FAILED, Ending.FAILED),
    (Effect.REFUSED, Ending.REFUSED),
    (Effect.LEFT, Ending.LEFT),
)
"""What an effect makes of the whole, the gravest first."""


def conclusion(plan: Plan, outcomes: Iterable[ActionOutcome], *, lost: bool) -> Ending:
    """Return how an apply ended whose actions came to these outcomes; `lost` is the lease."""
    if lost:
        return Ending.LOST
    effects = {outcome.effect for outcome in outcomes}
    return next((ending for effect, ending in GRAVEST if effect in effects), ending_of(plan))
