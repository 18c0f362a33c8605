"""Every way that an update may go, by a change set and directly: what is begun, told and kept."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import pytest
from attrs import evolve

from kayron.adapters.aws.change_set import Obstacle
from kayron.core.action import UpdateStack
from kayron.core.apply.record import Effect
from kayron.core.snapshot import Result
from tests.adapters.execute.bench import DATABASE, Bench
from tests.sandbox.aws.templates import url


class Way(Enum):
    """What an update meets besides CloudFormation's own obstacles."""

    WELL = "nothing stands in its way"
    FAILS = "a resource fails"
    LOSES = "it would remove a database"


Case = Way | Obstacle

CASES: tuple[Case, ...] = (*Way, *Obstacle)

Prepare = Callable[[Bench, UpdateStack], UpdateStack]


def other_template(name: str) -> Prepare:
    return lambda _, action: evolve(action, template_url=url(name))


def failing(bench: Bench, action: UpdateStack) -> UpdateStack:
    bench.aws.trouble.fail("Queue", "The queue is full.")
    return action


def updated_meanwhile(bench: Bench, action: UpdateStack) -> UpdateStack:
    bench.aws.deploy("root", DATABASE, {"Version": "7"})
    return action


def busy(bench: Bench, action: UpdateStack) -> UpdateStack:
    bench.aws.trouble.hold("Queue")
    bench.aws.submit("root", DATABASE, {"Version": "8"}, {})
    return evolve(action, event=bench.action().event)


def closed(bench: Bench, action: UpdateStack) -> UpdateStack:
    bench.aws.set_status("root", "UPDATE_ROLLBACK_FAILED")
    return evolve(action, event=bench.action().event)


def gone(bench: Bench, action: UpdateStack) -> UpdateStack:
    bench.aws.region.operation("cloudformation", "DeleteStack")({"StackName": "root"})
    bench.aws.settle()
    return evolve(action, event=bench.action().event)


PREPARE: dict[Case, Prepare] = {
    Way.WELL: lambda _, action: action,
    Way.FAILS: failing,
    Way.LOSES: other_template("queue.yaml"),
    Obstacle.BUSY: busy,
    Obstacle.CLOSED: closed,
    Obstacle.GONE: gone,
    Obstacle.OBSOLETE: updated_meanwhile,
    Obstacle.REFUSED: other_template("missing.yaml"),
    Obstacle.UNCHANGED: lambda bench, _: bench.action("1"),
}

ENDS: dict[Case, tuple[Effect, list[Result]]] = {
    Way.WELL: (Effect.DONE, [Result.SUCCEEDED]),
    Way.FAILS: (Effect.FAILED, [Result.FAILED]),
    Way.LOSES: (Effect.REFUSED, [Result.REFUSED]),
    Obstacle.BUSY: (Effect.SKIPPED, []),
    Obstacle.CLOSED: (Effect.SKIPPED, []),
    Obstacle.GONE: (Effect.SKIPPED, []),
    Obstacle.OBSOLETE: (Effect.SKIPPED, []),
    Obstacle.REFUSED: (Effect.REFUSED, [Result.REFUSED]),
    Obstacle.UNCHANGED: (Effect.UNCHANGED, [Result.SUCCEEDED]),
}
"""What becomes of an update, and what is on record of it: what was never begun is not."""

BEGUN = {Way.WELL, Way.FAILS}


WAYS = [(case, direct) for case in CASES for direct in (False, True)]
WAYS.remove((Way.LOSES, True))
"""Without a change set there is no evidence: the planner's policies judge."""


@pytest.mark.parametrize(("case", "direct"), WAYS)
def test_whatever_an_update_meets_is_told_and_kept_and_leaves_nothing(
    bench: Bench, case: Case, *, direct: bool
) -> None:
    action = PREPARE[case](bench, evolve(bench.action("2"), direct=direct))
    before = bench.aws.stack(bench.updating.stack).updates
    since = bench.aws.now()
    assert (bench.run(action).effect, bench.results()) == ENDS[case]
    stack = bench.aws.stack(bench.updating.stack)
    assert stack.updates == before + (case in BEGUN)
    assert case is not Way.FAILS or stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert bench.left() == []
    assert all(since <= one.time <= bench.aws.now() for one in bench.record().entries)


@pytest.mark.parametrize("since", [Way.WELL, Way.FAILS])
@pytest.mark.parametrize("case", [Way.WELL, Way.FAILS])
def test_an_update_is_on_record_as_it_ended_however_another_one_has_ended_since(
    bench: Bench, case: Way, since: Way
) -> None:
    action = PREPARE[case](bench, bench.action("2"))
    bench.updating.begin(action)
    bench.aws.settle()
    PREPARE[since](bench, action)
    bench.aws.deploy("root", DATABASE, {"Version": "3"})
    assert (bench.updating.finish(action).effect, bench.results()) == ENDS[case]
