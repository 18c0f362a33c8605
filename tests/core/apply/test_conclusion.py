"""How an apply ended: the gravest of what became of its actions counts."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.apply.conclusion import conclusion
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.verdict import deny
from tests.plans import RICH


def outcomes(*effects: Effect) -> list[ActionOutcome]:
    return [ActionOutcome(effect=effect, reason="") for effect in effects]


@pytest.mark.parametrize(
    ("effects", "ending"),
    [
        ((Effect.DONE, Effect.UNCHANGED), Ending.DONE),
        ((Effect.DONE, Effect.SKIPPED), Ending.DONE),
        ((Effect.LEFT, Effect.SKIPPED), Ending.LEFT),
        ((Effect.LEFT, Effect.REFUSED), Ending.REFUSED),
        ((Effect.REFUSED, Effect.FAILED), Ending.FAILED),
    ],
)
def test_the_gravest_counts(effects: tuple[Effect, ...], ending: Ending) -> None:
    assert conclusion(RICH, outcomes(*effects), lost=False) is ending


def test_a_lost_lease_counts_before_all() -> None:
    assert conclusion(RICH, outcomes(Effect.FAILED), lost=True) is Ending.LOST


def test_what_was_all_done_may_still_be_denied_the_rest() -> None:
    paused = evolve(RICH, verdicts=(deny("pause", "stack", "It is paused."),))
    assert conclusion(paused, outcomes(Effect.DONE), lost=False) is Ending.DENIED
