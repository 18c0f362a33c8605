"""What becomes of a submission on record of which the stack's events tell nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from attrs import evolve, frozen

from kayron.adapters.aws.updates import StackStatus
from kayron.adapters.execute.eyes import Events, Keep
from kayron.adapters.execute.settling import SILENT, BegunJustNow, OldFacts, settle
from kayron.core.apply.event import StackEvent
from kayron.core.apply.outcomes import begun
from kayron.core.fact import Absent
from kayron.core.operation import operation_name
from kayron.core.snapshot import Event, Outcomes, Result, Snapshot, Stack
from tests.adapters.execute.bench import Bench
from tests.world.facts import snapshot
from tests.world.small import small


@pytest.fixture(scope="module")
def quiet() -> Snapshot:
    return snapshot(small())


def settled(bench: Bench, facts: Snapshot, after: timedelta) -> Snapshot:
    """Settle a submission so long after it was begun."""
    updating, action = bench.updating, bench.action("2")
    time: datetime = bench.aws.now().replace(microsecond=0)
    outcomes = updating.recorder.change(lambda known: begun(known, action, time))
    assert isinstance(facts.root, Stack)
    event = updating.updates.newest_event(updating.stack)
    assert isinstance(event, Event)
    root = evolve(facts.root, id=updating.stack, event=event)
    whole = evolve(facts, root=root, outcomes=outcomes)
    return settle(whole, updating.eyes, updating.recorder, lambda: time + after)


def test_what_no_event_tells_of_was_never_begun(bench: Bench, quiet: Snapshot) -> None:
    found = settled(bench, quiet, SILENT).outcomes
    assert not isinstance(found, Absent)
    assert bench.record().entries == ()


def test_an_update_that_was_begun_just_now_may_still_be_told_of(
    bench: Bench, quiet: Snapshot
) -> None:
    with pytest.raises(BegunJustNow, match=r"begun moments ago.*Apply again in a minute"):
        settled(bench, quiet, SILENT - timedelta(seconds=1))
    assert len(bench.record().entries) == 1


def test_facts_from_before_an_update_that_is_told_of_are_too_old(
    bench: Bench, quiet: Snapshot
) -> None:
    updating, event = bench.updating, bench.updating.updates.newest_event(bench.updating.stack)
    assert isinstance(event, Event)
    assert isinstance(quiet.root, Stack)
    action = bench.action("2")
    name = operation_name(action.desired, event)
    updating.begin(evolve(action, operation=name))
    root = evolve(quiet.root, id=updating.stack, event=event)
    old = evolve(quiet, root=root, outcomes=bench.record())
    for _ in ("while it goes on", "once it has ended"):
        with pytest.raises(OldFacts, match=r"did not know of.*Apply again"):
            settle(old, updating.eyes, updating.recorder, bench.aws.now)
        bench.aws.settle()


@pytest.mark.parametrize("told", [0, 1, -1])
def test_events_from_before_the_newest_one_that_is_known_settle_nothing(
    bench: Bench, quiet: Snapshot, told: int
) -> None:
    """A replica that lags behind has none of them, the first one, or all but the last."""
    updating, action = bench.updating, bench.action("2")
    start = bench.aws.now()
    updating.begin(action)
    bench.aws.settle()
    event = updating.updates.newest_event(updating.stack)
    assert isinstance(event, Event)
    assert isinstance(quiet.root, Stack)
    root = evolve(quiet.root, id=updating.stack, event=event)
    whole = evolve(quiet, root=root, outcomes=bench.record())
    seen = updating.eyes.events_since({updating.stack: start})
    hidden = frozenset(one.id for one in seen[told:])
    eyes = evolve(updating.eyes, events=Behind(updating.eyes.events, hidden))
    with pytest.raises(OldFacts, match=r"did not know of.*Apply again"):
        settle(whole, eyes, updating.recorder, lambda: bench.aws.now() + SILENT)
    assert bench.record() == whole.outcomes
    again = settle(whole, updating.eyes, updating.recorder, bench.aws.now).outcomes
    assert isinstance(again, Outcomes)
    assert [one.result for one in again.entries] == [Result.SUCCEEDED]


@frozen
class Behind:
    """Tells of no events with these ids."""

    events: Events
    hidden: frozenset[str]

    def events_since(
        self, marks: Mapping[str, str | datetime], keep: Keep
    ) -> tuple[StackEvent, ...]:
        """Return the events of stacks, but for what is hidden."""
        found = self.events.events_since(marks, keep)
        return tuple(one for one in found if one.id not in self.hidden)

    def status(self, stack: str) -> StackStatus | Absent:
        """Return the status of a stack."""
        return self.events.status(stack)
