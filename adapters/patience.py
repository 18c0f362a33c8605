"""How long one capture or apply goes on trying: a deadline, and retries with backoff until then."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

from attrs import field, frozen

from kayron.adapters.clock import Clock, SystemClock

T = TypeVar("T")

FIRST_WAIT = 0.2
"""Seconds, before the first retry; each further wait may be twice as long."""

LONGEST_WAIT = 10.0
"""Seconds, unless the other side asks for more."""

TRIES = 6
"""Of one call. What fails so often in a row is out of order, and the next run asks again."""


@frozen(kw_only=True)
class Patience:
    """A deadline in the seconds of `clock.monotonic()`, and the randomness of the waits."""

    deadline: float
    clock: Clock = field(factory=SystemClock)
    random: Random = field(factory=Random)

    @property
    def left(self) -> float:
        """The seconds that are left, 0 when the deadline has passed."""
        return max(0.0, self.deadline - self.clock.monotonic())

    def retrying(self, call: Callable[[], T], wait_of: Callable[[Exception], float | None]) -> T:
        """Return what `call` returns, trying again after errors that pass.

        `wait_of` tells of an error how many seconds the other side wants us to wait at least (0:
        it does not say), or None where trying again is of no use. The last error is raised when the
        tries are used up, or when the wait would last beyond the deadline.

        Waits grow exponentially and are drawn from their whole range ("full jitter").
        Source: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
        """
        for tried in range(TRIES - 1):
            try:
                return call()
            except Exception as error:
                wait = self._wait(wait_of(error), tried)
                if wait is None:
                    raise
            self.clock.sleep(wait)
        return call()

    def _wait(self, asked: float | None, tried: int) -> float | None:
        """Return how long to wait, None where it is not worth it."""
        if asked is None:
            return None
        wait = asked + self.random.uniform(0, min(LONGEST_WAIT, FIRST_WAIT * 2**tried))
        return wait if wait < self.left else None


def patience(seconds: float, clock: Clock | None = None, random: Random | None = None) -> Patience:
    """Return the patience of so many seconds from now."""
    clock = clock or SystemClock()
    return Patience(
        deadline=clock.monotonic() + seconds,
        clock=clock,
        random=random or Random(),  # noqa: S311
    )
