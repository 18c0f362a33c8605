"""A capture asks each system for what core needs, remembers nothing twice, and ends in time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from random import Random
from types import NoneType

import pytest
from attrs import evolve

from kayron.adapters.capture import TOO_LATE, Progress, capture
from kayron.adapters.job import CaptureError, Job, Results, unanswered
from kayron.adapters.patience import Patience, patience
from kayron.adapters.threads import Threads
from kayron.core.fact import Unknown
from kayron.core.gather.aws import ImageDigest
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import BranchHead, OpenPulls
from kayron.core.gather.seen import PullList
from kayron.core.snapshot import Pulls, Snapshot
from tests.adapters.clocks import StillClock
from tests.core.gather.answering import Answering, captured, request_for
from tests.core.gather.test_whole import recording

MORNING = recording("an-ordinary-morning")


class Recorded:
    """A system that answers everything from a recording, some needs from memory."""

    def __init__(
        self,
        facts: Snapshot,
        runs: Callable[[AnyNeed], None] = lambda _: None,
        remembers: type[object] = NoneType,
    ) -> None:
        self.facts = Answering(facts)
        self.runs = runs
        self.remembers = remembers
        self.asked: list[AnyNeed] = []

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        return {need: self.facts.answer(need) for need in needs if isinstance(need, self.remembers)}

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        assert patience.left
        return [Job(needs=(need,), run=lambda need=need: self.run(need)) for need in needs]  # type: ignore[misc]

    def run(self, need: AnyNeed) -> Results:
        self.asked.append(need)
        self.runs(need)
        return {need: self.facts.answer(need)}


class InTurn:
    """Runs jobs one after the other."""

    def run(self, jobs: Sequence[Job], patience: Patience) -> Iterator[Results]:
        assert patience.left
        yield from (job.run() for job in jobs)


def test_a_capture_comes_to_the_facts_that_the_systems_tell() -> None:
    there, _ = capture(request_for(MORNING), [Recorded(MORNING)], InTurn(), patience(60))
    assert there == MORNING


@pytest.mark.parametrize("count", [1, 2, 16])
def test_the_number_of_threads_changes_nothing(count: int) -> None:
    random = Random(count)
    threads = Threads(count)

    def dawdle(_: AnyNeed) -> None:
        threading.Event().wait(random.uniform(0, 0.003))

    there, _ = capture(request_for(MORNING), [Recorded(MORNING, dawdle)], threads, patience(60))
    threads.close()
    assert there == MORNING


def test_what_is_remembered_is_not_read() -> None:
    system = Recorded(MORNING, remembers=ImageDigest)
    there, _ = capture(request_for(MORNING), [system], InTurn(), patience(60))
    assert there == MORNING
    assert not any(isinstance(need, ImageDigest) for need in system.asked)


def test_no_fact_is_read_twice() -> None:
    system = Recorded(MORNING)
    capture(request_for(MORNING), [system], InTurn(), patience(60))
    assert len(system.asked) == len(set(system.asked))


def test_progress_is_told_wave_by_wave() -> None:
    seen: list[Progress] = []
    capture(request_for(MORNING), [Recorded(MORNING)], InTurn(), patience(60), seen.append)
    assert seen == sorted(seen, key=lambda one: (one.wave, one.read))
    assert seen[-1].wave == len(captured(MORNING).waves)
    assert seen[-1].read == seen[-1].asked


def test_what_is_not_read_before_the_deadline_is_unknown() -> None:
    clock = StillClock()
    late = patience(10, clock)
    threads = Threads(2)
    hanging = threading.Event()

    def hang(need: AnyNeed) -> None:
        if isinstance(need, OpenPulls):
            clock.sleep(20)
            hanging.wait(20)

    there, _ = capture(request_for(MORNING), [Recorded(MORNING, hang)], threads, late)
    hanging.set()
    threads.close()
    unread = Unknown(TOO_LATE)
    assert there.pulls["storefront"].complete == unread
    assert there.source == MORNING.source


def test_the_first_error_that_stops_everything_is_raised() -> None:
    refused = CaptureError("GitHub refuses the token (401).", "KAYRON_GITHUB_TOKEN")

    def refuse(need: AnyNeed) -> None:
        if isinstance(need, BranchHead):
            raise refused

    threads = Threads(4)
    with pytest.raises(CaptureError) as caught:
        capture(request_for(MORNING), [Recorded(MORNING, refuse)], threads, patience(60))
    threads.close()
    assert str(caught.value) == ("GitHub refuses the token (401). Look at KAYRON_GITHUB_TOKEN.")


def test_a_list_that_was_not_read_is_not_whole() -> None:
    there = unanswered(OpenPulls(repository="lite"), "late")
    assert there == PullList(complete=Unknown("late"), pulls=())


def test_a_system_that_leaves_a_need_out_leaves_it_unknown() -> None:
    class Forgetful(Recorded):
        def run(self, need: AnyNeed) -> Results:
            return {} if isinstance(need, ImageDigest) else super().run(need)

    there, _ = capture(request_for(MORNING), [Forgetful(MORNING)], InTurn(), patience(60))
    assert set(there.images["storefront"].values()) == {Unknown(TOO_LATE)}
    assert evolve(there, images=MORNING.images) == MORNING
    assert isinstance(there.pulls["storefront"], Pulls)
