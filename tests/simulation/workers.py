"""Workers that do one thing after the other, in an order that is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from random import Random
from typing import TypeVar

from kayron.adapters.job import Job, Results
from kayron.adapters.patience import Patience

T = TypeVar("T")
R = TypeVar("R")


class InTurn:
    """Does everything in turn. What begins after the deadline is given up."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def run(self, jobs: Sequence[Job], patience: Patience) -> Iterator[Results]:
        """Yield the answers of each job, and stop at the deadline."""
        # They come out of sets, whose order is another one in each run of the program.
        order = sorted(jobs, key=_name)
        self._random.shuffle(order)
        for job in order:
            if not patience.left:
                return
            yield job.run()

    def map(self, function: Callable[[T], R], items: Sequence[T]) -> Sequence[R]:
        """Return what a function makes of each item, in the order of the items."""
        order = list(range(len(items)))
        self._random.shuffle(order)
        made = {number: function(items[number]) for number in order}
        return [made[number] for number in range(len(items))]

    def close(self) -> None:
        """Let go of nothing."""


def _name(job: Job) -> str:
    return min(map(_spelled, job.needs))


@lru_cache(10_000)
def _spelled(need: object) -> str:
    return repr(need)
