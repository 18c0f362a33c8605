"""What seeds are after comes about, and leaves the other moves as they are."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from tests.simulation.aim import A_LOOP, APART, LEADING, Aim, Move, Operation, drawn
from tests.simulation.alteration import ALTERATIONS
from tests.simulation.events.every import EVENTS
from tests.simulation.seed import run

ENOUGH = 30
"""Seeds after the same thing, of which one at least gets it; most do."""


def aim(seed: int) -> Aim:
    """Return what a seed is after."""
    return drawn(Random(f"{seed} aim"))


def after(operation: Operation) -> list[int]:
    """Return seeds that are after faults of an operation."""
    wanted = (seed for seed in count() if aim(seed).strikes[-1:] and _last(seed) == operation)
    return [next(wanted) for _ in range(ENOUGH)]


def _last(seed: int) -> Operation:
    return aim(seed).strikes[-1][0]


@pytest.mark.parametrize("operation", LEADING, ids=lambda operation: operation[1])
def test_calls_that_hardly_ever_come_go_wrong_in_some_of_the_seeds_after_that(
    operation: Operation,
) -> None:
    for seed in after(operation):
        strikes = [f"fault {':'.join(name)} {fault.value}" for name, fault in aim(seed).strikes]
        if run(seed).counts.keys() >= {strikes[-1]}:
            return
    pytest.fail(f"none of {ENOUGH} seeds had a fault at {operation}")


def test_all_that_is_rare_is_what_some_seed_is_after() -> None:
    scripts = {aim(seed).moves for seed in range(20_000)}
    events = {one for moves in scripts for one in moves if one != A_LOOP}
    assert events >= {event for event in EVENTS.values() if not event.kept}
    assert len(events - set(EVENTS.values())) == len(ALTERATIONS)


def test_moves_towards_it_leave_every_other_one_to_chance() -> None:
    moves: tuple[Move, ...] = (EVENTS["open a pull request"], A_LOOP)
    assert [Aim(moves=moves).at(number) for number in range(APART * 2 + 1)] == [
        *(moves[0], None, moves[1], None, None)
    ]


def test_a_calm_seed_meets_no_fault() -> None:
    seed = after(("cloudformation", "ExecuteChangeSet"))[0]
    assert not [name for name in run(seed, calm=True).counts if name.startswith("fault ")]
