"""Kayron dies before and after every call that writes, in turn: the next apply completes.

To both systems a process that is dead is one that never asks again. So most deaths are of a program
in this process whose connections break for good at that call, which also shows that it then ends
with an error of its own; a sample is real processes that are killed. `KAYRON_THOROUGH=1` takes
every call, and kills real processes at all of them; else it is every sixth call, and two of these.
The simulation does the same to each operation, without connections and processes.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGKILL
from threading import Event, Thread

import pytest

from kayron.core.apply.ending import Ending
from kayron.core.error import KayronError
from tests.cli.live import PROGRAM
from tests.sandbox.acme.applying import applied, writes
from tests.sandbox.acme.interruption import WRITES, Interruption, Moment, interrupted
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.acme.rounds import Rounds
from tests.sandbox.traffic import Call

KINDS = {
    "lease": 15,
    "template": 2,
    "outcomes": 3,
    "DeleteChangeSet": 1,
    "CreateChangeSet": 1,
    "ExecuteChangeSet": 1,
    "issues/create-comment": 1,
    "issues/update-comment": 3,
    "issues/delete-comment": 1,
}
"""The calls that write of one apply here, by what they write."""

CALLS = range(sum(KINDS.values()))

SAMPLE = (8, 16)
THOROUGH = bool(os.environ.get("KAYRON_THOROUGH"))
KILLED = CALLS if THOROUGH else SAMPLE

each_call = pytest.mark.parametrize("number", CALLS if THOROUGH else CALLS[::6])
each_moment = pytest.mark.parametrize("moment", Moment, ids=lambda moment: moment.value)


@pytest.fixture(scope="module")
def served() -> Iterator[Rounds]:
    with Organisation(check=False) as organisation:
        yield Rounds.begun(organisation)


@pytest.fixture
def acme(served: Rounds) -> Rounds:
    served.change()
    return served


def kind(call: Call) -> str:
    """Return what a call writes."""
    if call.service != "s3":
        return call.operation
    return next((name for name in ("lease", "outcomes") if f".{name}." in call.path), "template")


def test_these_are_the_calls_that_write(acme: Rounds) -> None:
    applied(acme.organisation)
    calls = [call for traffic in acme.organisation.traffic for call in traffic.calls]
    written = [call for call in calls if (call.service, call.operation) in WRITES]
    found = Counter(map(kind, written))
    # The lease is kept while the update lasts, too.
    assert found.pop("lease") >= KINDS["lease"]
    assert found == {name: count for name, count in KINDS.items() if name != "lease"}
    assert {(call.service, call.operation) for call in writes(acme.organisation)} <= WRITES


@each_moment
@each_call
def test_cut_off_at_a_call(acme: Rounds, number: int, moment: Moment) -> None:
    interruption = Interruption(number, moment, lasting=True)
    with interrupted(acme.organisation, interruption), suppress(KayronError):
        applied(acme.organisation, listener=acme.listener)
    assert interruption.struck
    acme.assert_that_the_next_apply_completes()


@each_call
def test_an_answer_that_is_lost_changes_nothing(acme: Rounds, number: int) -> None:
    interruption = Interruption(number, Moment.AFTER, lasting=False)
    with interrupted(acme.organisation, interruption):
        done = applied(acme.organisation, listener=acme.listener)
    assert interruption.struck
    assert done.ending is Ending.DONE
    acme.assert_at_rest()


@each_moment
@pytest.mark.parametrize("number", KILLED)
def test_killed_at_a_call(acme: Rounds, tmp_path: Path, number: int, moment: Moment) -> None:
    killing = Killing()
    interruption = Interruption(number, moment, lasting=True, strike=killing.kill)
    with interrupted(acme.organisation, interruption), passing(acme.organisation):
        code = killing.run(acme.organisation, tmp_path)
    # By the machine's clock there may be a look at the update less, and so a call.
    assert (code, interruption.struck) in {(-SIGKILL, True), (0, False)}
    assert interruption.struck or number >= max(SAMPLE)
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
