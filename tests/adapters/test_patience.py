"""Errors that pass are tried again, for so long and no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.clock import SystemClock
from kayron.adapters.patience import FIRST_WAIT, LONGEST_WAIT, TRIES, patience
from tests.adapters.clocks import StillClock


class Outage(Exception):
    pass


def failing(times: int, result: str = "done") -> Callable[[], str]:
    """Return a call that fails so many times, then returns."""
    left: Iterator[bool] = iter([True] * times)

    def call() -> str:
        if next(left, False):
            raise Outage
        return result

    return call


def passes(_: Exception) -> float | None:
    return 0.0


def stays(_: Exception) -> float | None:
    return None


@given(failures=st.integers(0, TRIES - 1), seed=st.integers())
def test_errors_that_pass_are_waited_for(failures: int, seed: int) -> None:
    clock = StillClock()
    assert patience(1000, clock, Random(seed)).retrying(failing(failures), passes) == "done"
    assert len(clock.slept) == failures
    longest = [min(LONGEST_WAIT, FIRST_WAIT * 2**n) for n in range(failures)]
    assert all(wait <= most for wait, most in zip(clock.slept, longest, strict=True))


def test_waits_are_drawn_from_their_whole_range() -> None:
    waits = set()
    for seed in range(50):
        clock = StillClock()
        patience(1000, clock, Random(seed)).retrying(failing(1), passes)
        waits.add(round(clock.slept[0] / FIRST_WAIT, 1))
    assert {0.1, 0.5, 0.9} <= waits


def test_what_fails_again_and_again_is_given_up() -> None:
    clock = StillClock()
    with pytest.raises(Outage):
        patience(1000, clock, Random(1)).retrying(failing(TRIES), passes)
    assert len(clock.slept) == TRIES - 1


def test_an_error_that_stays_is_not_tried_again() -> None:
    clock = StillClock()
    with pytest.raises(Outage):
        patience(1000, clock).retrying(failing(1), stays)
    assert clock.slept == []


def test_as_long_is_waited_as_the_other_side_asks() -> None:
    clock = StillClock()
    patience(1000, clock, Random(1)).retrying(failing(1), lambda _: 30.0)
    assert 30 <= clock.slept[0] <= 30 + FIRST_WAIT


def test_nobody_waits_beyond_the_deadline() -> None:
    clock = StillClock()
    with pytest.raises(Outage):
        patience(29, clock, Random(1)).retrying(failing(1), lambda _: 30.0)
    assert clock.slept == []


def test_after_the_deadline_nothing_is_left() -> None:
    clock = StillClock()
    short = patience(1, clock)
    clock.sleep(2)
    assert short.left == 0


def test_the_clock_of_the_machine_goes() -> None:
    clock = SystemClock()
    before = monotonic()
    clock.sleep(0.001)
    assert clock.monotonic() > before
    assert abs(datetime.now(UTC) - clock.now()).total_seconds() < 60
