"""How an apply ended, told from what became of its actions."""

from __future__ import annotations

from collections.abc import Mapping

from kayron.core.action import OverwriteTemplate, UpdateStack
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


NOTHING = frozenset({Effect.UNCHANGED})

FENCED = (OverwriteTemplate, UpdateStack)
"""What is skipped for no other reason than that the stack was updated by somebody else."""


def conclusion(plan: Plan, outcomes: Mapping[str, ActionOutcome], *, lost: bool) -> Ending:
    """Return how an apply ended whose actions came to these outcomes by id; `lost` is the lease."""
    if lost:
        return Ending.LOST
    effects = {outcome.effect for outcome in outcomes.values()}
    for effect, ending in GRAVEST:
        if effect in effects:
            return ending
    fenced = [outcomes[one.id] for one in plan.actions if isinstance(one, FENCED)]
    if any(outcome.effect is Effect.SKIPPED for outcome in fenced):
        return Ending.STALE
    ending = ending_of(plan)
    return Ending.UNCHANGED if ending is Ending.DONE and effects == NOTHING else ending
