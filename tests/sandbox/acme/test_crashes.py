"""Kayron dies before and after every call that writes, in turn: the next apply completes.

To both systems a process that is dead is one that never asks again. So most deaths are of a program
in this process whose connections break for good at that call, which also shows that it then ends
with an error of its own; a sample is real processes that are killed. `KAYRON_EVERY_KILL=1` kills
real ones at every call.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from attrs import define, field

from kayron.core.apply.ending import Ending
from kayron.core.error import KayronError
from tests.cli.live import PROGRAM
from tests.sandbox.acme.aftermath import assert_at_rest, operations
from tests.sandbox.acme.applying import Listener, applied, at_rest, writes
from tests.sandbox.acme.interruption import WRITES, Interruption, Moment, interrupted
from tests.sandbox.acme.morning import SHOP
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.traffic import Call

TERM = 61
"""Seconds after which the lease of a dead program is free."""

KINDS = {
    "lease": 14,
    "template": 2,
    "outcomes": 2,
    "CreateChangeSet": 1,
    "ExecuteChangeSet": 1,
    "issues/create-comment": 1,
    "issues/update-comment": 3,
}
"""The calls that write of one apply here, by what they write."""

CALLS = range(sum(KINDS.values()))

SAMPLE = (0, 6, 8, 11, 16)
KILLED = CALLS if os.environ.get("KAYRON_EVERY_KILL") else SAMPLE

each_call = pytest.mark.parametrize("number", CALLS)
each_moment = pytest.mark.parametrize("moment", Moment, ids=lambda moment: moment.value)


@define
class Acme:
    """Acme at rest, with one preview; each change opens a pull request and closes the one before.

    `updates` is how many there must have been.
    """

    organisation: Organisation
    newest: int = 100
    updates: int = 1
    listener: Listener = field(factory=Listener)

    def change(self) -> None:
        """Let people change something that takes one update, and forget what was heard so far."""
        shop, now = self.organisation.repositories[SHOP], self.organisation.aws.now()
        if self.newest in shop.pulls:
            shop.pulls[self.newest].close(now)
        self.newest += 1
        self.organisation.open_pull(SHOP, self.newest, f"topic-{self.newest}", "aiko")
        self.updates += 1
        self.listener = Listener()

    def assert_that_the_next_apply_completes(self) -> None:
        """Apply once more when the lease has ended, and look at everything."""
        self.organisation.wait(seconds=TERM)
        done = applied(self.organisation, listener=self.listener)
        assert done.ending in {Ending.DONE, Ending.UNCHANGED}, done.outcomes
        assert_at_rest(self.organisation, self.listener.plans, updates=self.updates)


@pytest.fixture(scope="module")
def served() -> Iterator[Acme]:
    with Organisation(check=False) as organisation:
        acme = Acme(organisation)
        acme.change()
        at_rest(organisation)
        acme.updates = len(operations(organisation))
        yield acme


@pytest.fixture
def acme(served: Acme) -> Iterator[Acme]:
    served.change()
    yield served
    for traffic in served.organisation.traffic:
        traffic.clear()


def kind(call: Call) -> str:
    """Return what a call writes."""
    if call.service != "s3":
        return call.operation
    return next((name for name in ("lease", "outcomes") if f".{name}." in call.path), "template")


def test_these_are_the_calls_that_write(acme: Acme) -> None:
    for traffic in acme.organisation.traffic:
        traffic.forget()
    applied(acme.organisation)
    calls = [call for traffic in acme.organisation.traffic for call in traffic.calls]
    written = [call for call in calls if (call.service, call.operation) in WRITES]
    assert Counter(map(kind, written)) == KINDS
    assert {(call.service, call.operation) for call in writes(acme.organisation)} <= WRITES


@each_moment
@each_call
def test_cut_off_at_a_call(acme: Acme, number: int, moment: Moment) -> None:
    interruption = Interruption(number, moment, lasting=True)
    with interrupted(acme.organisation, interruption), suppress(KayronError):
        applied(acme.organisation, listener=acme.listener)
    assert interruption.struck
    acme.assert_that_the_next_apply_completes()


@each_call
def test_an_answer_that_is_lost_changes_nothing(acme: Acme, number: int) -> None:
    interruption = Interruption(number, Moment.AFTER, lasting=False)
    with interrupted(acme.organisation, interruption):
        done = applied(acme.organisation, listener=acme.listener)
    assert interruption.struck
    assert done.ending is Ending.DONE
    assert_at_rest(acme.organisation, acme.listener.plans, updates=acme.updates)


@each_moment
@pytest.mark.parametrize("number", KILLED)
def test_killed_at_a_call(acme: Acme, tmp_path: Path, number: int, moment: Moment) -> None:
    killing = Killing()
    interruption = Interruption(number, moment, lasting=True, strike=killing.kill)
    with interrupted(acme.organisation, interruption), passing(acme.organisation):
        assert killing.run(acme.organisation, tmp_path) < 0
    assert interruption.struck
    acme.assert_that_the_next_apply_completes()


class Killing:
    """A real process that applies, and its death."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._started = Event()

    def run(self, organisation: Organisation, folder: Path) -> int:
        """Run the program to its end, and return its exit code: negative for a signal."""
        variables = {"PATH": os.defpath, "HOME": str(folder), **organisation.environment()}
        command: list[str | Path] = [PROGRAM, "apply", "--yes"]
        with subprocess.Popen(
            command, cwd=folder, env=variables, stdout=subprocess.DEVNULL
        ) as running:
            self._running = running
            self._started.set()
            return running.wait(timeout=60)

    def kill(self) -> None:
        """Kill it with SIGKILL; it is gone when this returns."""
        self._started.wait()
        assert self._running is not None
        self._running.kill()
        self._running.wait()


@contextmanager
def passing(organisation: Organisation) -> Iterator[None]:
    """Let time pass in an organisation, for a program that goes by the machine's clock.

    AWS refuses requests of a clock that is minutes ahead, so that one is not behind the machine's.
    """
    behind = datetime.now(UTC) - organisation.aws.now()
    organisation.wait(seconds=max(behind.total_seconds(), 0))
    over = Event()

    def run() -> None:
        while not over.wait(0.02):
            organisation.wait(seconds=0.02)

    thread = Thread(target=run)
    thread.start()
    yield
    over.set()
    thread.join()
