"""Whatever takes time in the sandbox: operations as generators that say how long they wait.

All steps run under one lock, the one under which requests are answered, so nothing else is locked.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Generator, Iterable
from itertools import count
from threading import Condition, RLock, Thread

from attrs import define, frozen

from tests.sandbox.aws.clock import Clock

LOOK_AGAIN = 0.02
PATIENCE = 60.0


@frozen
class Wait:
    """How long a step waits. One that is `held` waits for the test, not for time."""

    seconds: float
    held: bool = False


Steps = Generator[Wait, None, None]


@define(order=True)
class _Job:
    due: float
    turn: int
    steps: Steps
    held: bool


class Motion:
    """Run steps when they are due: on a real clock in a thread, on a set one as it is advanced."""

    def __init__(self, clock: Clock) -> None:
        self.guard = RLock()
        self._changed = Condition(self.guard)
        self._clock = clock
        self._time = 0.0
        self._jobs: list[_Job] = []
        self._turns = count()
        self._stopped = False
        self._broken: Exception | None = None
        if clock.real:
            Thread(target=self._run, daemon=True).start()

    def start(self, steps: Steps) -> None:
        """Begin with steps, at once as far as they don't wait."""
        with self.guard:
            self._continue(steps)
            self._changed.notify_all()

    def settle(self, patience: float = PATIENCE) -> None:
        """Wait until nothing moves, but for what is held; raise `TimeoutError` after real seconds.

        A set clock is advanced to where that is.
        """
        deadline = time.monotonic() + patience
        with self.guard:
            while self._moving() or self._freed():
                if time.monotonic() > deadline:
                    raise TimeoutError("something in the sandbox does not come to rest")
                if self._clock.real:
                    self._changed.wait(0.05)
                elif self._jobs:
                    self._advance_to_next()
            if self._broken is not None:
                raise RuntimeError("the sandbox has a fault of its own") from self._broken

    def advance(self, seconds: float) -> None:
        """Let time pass on a set clock, and whatever is due in it happen.

        Where everything is held, it looks again once: time alone changes nothing for it.
        """
        with self.guard:
            until = self._time + seconds
            while self._jobs and self._jobs[0].due <= until:
                if self._moving():
                    self._advance_to_next()
                elif not self._freed():
                    break
            self._pass(until - self._time)

    def forget(self) -> None:
        """Drop everything that moves."""
        with self.guard:
            self._jobs.clear()
            self._changed.notify_all()

    def stop(self) -> None:
        """End the thread."""
        with self.guard:
            self._stopped = True
            self._jobs.clear()
            self._changed.notify_all()

    def _moving(self) -> bool:
        return any(not job.held for job in self._jobs)

    def _freed(self) -> bool:
        """Let what is held look again, and return whether any of it goes on."""
        held, self._jobs = self._jobs, []
        for job in sorted(held):
            self._continue(job.steps)
        return self._moving() or len(self._jobs) < len(held)

    def _now(self) -> float:
        return time.monotonic() if self._clock.real else self._time

    def _pass(self, seconds: float) -> None:
        self._time += seconds
        self._clock.advance(seconds)

    def _advance_to_next(self) -> None:
        job = heapq.heappop(self._jobs)
        self._pass(max(job.due - self._time, 0))
        self._continue(job.steps)

    def _continue(self, steps: Steps) -> None:
        """Run steps up to their next wait of more than nothing."""
        for wait in steps:
            if wait.seconds > 0 or wait.held:
                due = self._now() + wait.seconds
                heapq.heappush(self._jobs, _Job(due, next(self._turns), steps, wait.held))
                return

    def _run(self) -> None:
        with self.guard:
            while not self._stopped:
                if not self._jobs:
                    self._changed.wait()
                elif (wait := self._jobs[0].due - time.monotonic()) > 0:
                    self._changed.wait(wait)
                else:
                    self._go_on(heapq.heappop(self._jobs).steps)
                    self._changed.notify_all()

    def _go_on(self, steps: Steps) -> None:
        try:
            self._continue(steps)
        except Exception as error:  # noqa: BLE001, `settle` raises it where a test sees it
            self._broken = error


def together(several: Iterable[Steps]) -> Steps:
    """Run several steps at once, each as if it were alone, in turn where they are due together."""
    passed = 0.0
    jobs: list[_Job] = []
    turns = count()

    def go_on(steps: Steps) -> None:
        wait = next(steps, None)
        if wait is not None:
            due = passed + wait.seconds
            heapq.heappush(jobs, _Job(due, next(turns), steps, wait.held))

    for steps in several:
        go_on(steps)
    while jobs:
        if all(job.held for job in jobs):
            # Each looks again: any of them may be free by now.
            wait = max(jobs[0].due - passed, 0)
            yield Wait(wait, held=True)
            passed += wait
            held, jobs = jobs, []
            for job in sorted(held):
                go_on(job.steps)
        else:
            job = heapq.heappop(jobs)
            yield Wait(max(job.due - passed, 0))
            passed = max(job.due, passed)
            go_on(job.steps)
