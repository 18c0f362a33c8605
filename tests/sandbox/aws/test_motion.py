from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.sandbox.aws.clock import Clock
from tests.sandbox.aws.motion import Motion, Steps, Wait, together

NINE = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_days_pass_at_once_where_everything_waits_for_something_else() -> None:
    clock = Clock(NINE)
    motion, looks = Motion(clock), [0]
    motion.start(never(looks))
    motion.advance(timedelta(days=8).total_seconds())
    assert (clock.now() - NINE, looks) == (timedelta(days=8), [2])


def test_what_waits_for_something_that_moves_looks_again_until_it_is_there() -> None:
    motion, there = Motion(Clock(NINE)), list[str]()

    def slow() -> Steps:
        yield Wait(30)
        there.append("slow")

    def waiting() -> Steps:
        while "slow" not in there:
            yield Wait(4, held=True)
        there.append("waited")

    motion.start(together([waiting(), slow()]))
    motion.advance(40)
    assert there == ["slow", "waited"]


def never(looks: list[int]) -> Steps:
    while True:
        looks[0] += 1
        yield Wait(0.02, held=True)
