"""Capture: read the facts that core asks for, wave by wave, and return them as a snapshot.

Which facts these are is core's to say; here is only how many are read at once, and for how long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar, cast

from attrs import frozen

from kayron.adapters.job import Job, Results, System, unanswered
from kayron.adapters.patience import Patience
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.memo import Memo
from kayron.core.gather.need import Need
from kayron.core.gather.request import Request
from kayron.core.gather.step import Wave
from kayron.core.gather.whole import NOTHING_KNOWN, gather
from kayron.core.snapshot import Snapshot

A = TypeVar("A")


class Workers(Protocol):
    """Runs jobs side by side."""

    def run(self, jobs: Sequence[Job], patience: Patience) -> Iterable[Results]:
        """Yield the answers of each job as they come, and stop at the deadline.

        Raises the first `CaptureError` of a job; the other jobs are given up then.
        """


@frozen(kw_only=True)
class Progress:
    """How far a capture is: which wave, and how many of the facts asked for so far are read."""

    wave: int
    read: int
    asked: int


class _Answers:
    """What was read so far. A need's answer has the type that the need says: jobs see to it."""

    def __init__(self) -> None:
        self.read: dict[Need[object], object] = {}

    def __getitem__(self, need: Need[A]) -> A:
        return cast("A", self.read[need])


def capture(
    request: Request,
    systems: Sequence[System],
    workers: Workers,
    patience: Patience,
    watch: Callable[[Progress], None] = lambda _: None,
    memo: Memo = NOTHING_KNOWN,
) -> tuple[Snapshot, Memo]:
    """Return the snapshot of an environment, and what makes the next capture faster.

    What could not be read before the deadline is unknown. The memo is one that an earlier capture
    returned. Raises `CaptureError` where nothing can be read: credentials refused, no such
    repository.
    """
    capturing = _Capturing(systems, workers, patience, watch)
    step = gather(request, memo)
    wave = next(step)
    while True:
        capturing.read(wave)
        try:
            wave = step.send(capturing.answers)
        except StopIteration as end:
            return cast("tuple[Snapshot, Memo]", end.value)


class _Capturing:
    """One capture under way."""

    def __init__(
        self,
        systems: Sequence[System],
        workers: Workers,
        patience: Patience,
        watch: Callable[[Progress], None],
    ) -> None:
        self.systems = systems
        self.workers = workers
        self.patience = patience
        self.watch = watch
        self.waves = 0
        self.asked = 0
        self.answers = _Answers()

    def read(self, wave: Wave) -> None:
        """Read what of a wave is not known yet: from memory, then with jobs."""
        needs = self._unread(wave)
        self.asked += len(needs)
        for system in self.systems:
            self.answers.read |= system.remembered(needs)
        missing = self._unread(needs)
        if missing and self.patience.left:
            self.waves += 1
            self._run([job for one in self.systems for job in one.jobs(missing, self.patience)])
        late = self._unread(needs)
        self.answers.read |= {need: unanswered(need, TOO_LATE) for need in late}

    def _unread(self, needs: Wave) -> frozenset[AnyNeed]:
        # A difference with the view of what is read would look at all that is read.
        read = self.answers.read
        return cast("frozenset[AnyNeed]", frozenset(need for need in needs if need not in read))

    def _run(self, jobs: Sequence[Job]) -> None:
        self._tell()
        for results in self.workers.run(jobs, self.patience):
            self.answers.read |= results
            self._tell()

    def _tell(self) -> None:
        read = len(self.answers.read)
        self.watch(Progress(wave=self.waves, read=read, asked=self.asked))


TOO_LATE = "it was not read before the deadline of this capture"
