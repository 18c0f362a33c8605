"""How an apply ended: the gravest of what became of its actions counts."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.action import UpdateStack
from kayron.core.apply.conclusion import conclusion
from kayron.core.apply.ending import Ending
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.verdict import deny
from tests.plans import RICH

UPDATE = next(action.id for action in RICH.actions if isinstance(action, UpdateStack))


def outcomes(*effects: Effect, update: Effect = Effect.DONE) -> dict[str, ActionOutcome]:
    """Return outcomes of actions in their order, that of the update apart."""
    others = (action.id for action in RICH.actions if action.id != UPDATE)
    found = {UPDATE: update, **dict(zip(others, (*effects, *[Effect.DONE] * 99), strict=False))}
    return {id_: ActionOutcome(effect=effect, reason="") for id_, effect in found.items()}


@pytest.mark.parametrize(
    ("effects", "ending"),
    [
        ((Effect.DONE, Effect.UNCHANGED), Ending.DONE),
        ((Effect.DONE, Effect.SKIPPED), Ending.DONE),
        ((Effect.LEFT, Effect.SKIPPED), Ending.LEFT),
        ((Effect.LEFT, Effect.REFUSED), Ending.REFUSED),
        ((Effect.REFUSED, Effect.FAILED), Ending.FAILED),
        ((Effect.FAILED, Effect.INTERRUPTED), Ending.INTERRUPTED),
    ],
)
def test_the_gravest_counts(effects: tuple[Effect, ...], ending: Ending) -> None:
    assert conclusion(RICH, outcomes(*effects), lost=False) is ending


def test_an_update_that_was_outrun_by_another_makes_the_plan_stale() -> None:
    assert conclusion(RICH, outcomes(update=Effect.SKIPPED), lost=False) is Ending.STALE


def test_an_update_that_waits_for_what_failed_is_no_stale_one() -> None:
    found = outcomes(Effect.FAILED, update=Effect.SKIPPED)
    assert conclusion(RICH, found, lost=False) is Ending.FAILED


def test_where_everything_was_there_already_nothing_changed() -> None:
    found = {id_: evolve(one, effect=Effect.UNCHANGED) for id_, one in outcomes().items()}
    assert conclusion(RICH, found, lost=False) is Ending.UNCHANGED


def test_a_lost_lease_counts_before_all() -> None:
    assert conclusion(RICH, outcomes(Effect.FAILED), lost=True) is Ending.LOST


def test_what_was_all_done_may_still_be_denied_the_rest() -> None:
    paused = evolve(RICH, verdicts=(deny("pause", "stack", "It is paused."),))
    assert conclusion(paused, outcomes(Effect.DONE), lost=False) is Ending.DENIED
