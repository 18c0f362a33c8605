"""Workers of the simulation do what threads do, one after the other, in an order that is drawn."""

from __future__ import annotations

from random import Random

from kayron.adapters.job import Job, Results
from kayron.adapters.patience import patience
from kayron.core.gather.aws import Account
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import DefaultBranch, OwnLogin
from tests.sandbox.aws.sandbox import Aws
from tests.simulation.clock import ProcessClock
from tests.simulation.workers import InTurn
from tests.world.example import NOON

NEEDS: tuple[AnyNeed, ...] = (Account(), OwnLogin(), DefaultBranch(repository="lite"))


def done(seed: int, needs: tuple[AnyNeed, ...] = NEEDS, seconds: float = 0) -> list[AnyNeed]:
    """Return the needs in the order of their answers, each of which takes so many seconds."""
    clock = ProcessClock(Aws(clock=NOON))

    def job(need: AnyNeed) -> Job:
        def run() -> Results:
            clock.sleep(seconds)
            return {need: "answer"}

        return Job(needs=(need,), run=run)

    jobs = [job(need) for need in needs]
    answers = InTurn(Random(seed)).run(jobs, patience(60, clock))
    return [need for results in answers for need in NEEDS if need in results]


def test_the_order_is_that_of_the_seed_whatever_the_order_of_the_jobs() -> None:
    assert len({tuple(done(seed)) for seed in range(20)}) > 1
    assert all(done(seed) == done(seed, NEEDS[::-1]) for seed in range(20))


def test_what_has_not_begun_before_the_deadline_is_given_up() -> None:
    assert len(done(1, seconds=40)) == 2


def test_results_come_in_the_order_of_the_items_and_not_of_the_work() -> None:
    orders = set()
    for seed in range(20):
        worked: list[int] = []

        def work(item: int, worked: list[int] = worked) -> int:
            worked.append(item)
            return -item

        assert InTurn(Random(seed)).map(work, (1, 2, 3)) == [-1, -2, -3]
        orders.add(tuple(worked))
    assert len(orders) > 1
