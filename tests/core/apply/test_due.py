"""When a loop has anything to do that takes the lease."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.apply.due import is_due
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.planner import plan
from kayron.core.snapshot import Outcomes, Result, Snapshot, Stack, Submission
from tests.world.recorded import recorded

BUSY = recorded("an-ordinary-morning")
UNREAD = Unknown("s3:GetObject is denied")


def submitted(result: Result) -> Outcomes:
    """Return a record with one submission."""
    one = next(iter(known(BUSY).entries))
    entry: Submission = evolve(one, time=one.time + timedelta(days=1), result=result)
    return Outcomes(entries=(entry,))


def known(snapshot: Snapshot) -> Outcomes:
    assert isinstance(snapshot.outcomes, Outcomes)
    return snapshot.outcomes


def stack(status: str) -> Stack:
    assert isinstance(BUSY.root, Stack)
    return evolve(BUSY.root, status=status)


def test_a_plan_with_actions_is_due() -> None:
    assert is_due(plan(BUSY)[0].actions, BUSY)


@pytest.mark.parametrize(
    ("status", "outcomes", "due"),
    [
        ("UPDATE_COMPLETE", Absent(), False),
        ("UPDATE_COMPLETE", submitted(Result.SUCCEEDED), False),
        ("UPDATE_ROLLBACK_COMPLETE", submitted(Result.FAILED), False),
        ("UPDATE_COMPLETE", submitted(Result.RUNNING), True),
        ("UPDATE_ROLLBACK_COMPLETE", submitted(Result.RUNNING), True),
        ("UPDATE_ROLLBACK_FAILED", submitted(Result.RUNNING), True),
        ("UPDATE_IN_PROGRESS", submitted(Result.RUNNING), False),
        ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", submitted(Result.RUNNING), False),
        ("UPDATE_COMPLETE", UNREAD, False),
    ],
)
def test_without_actions_only_an_end_that_is_not_on_record_is_due(
    status: str, outcomes: Fact[Outcomes], *, due: bool
) -> None:
    assert is_due((), evolve(BUSY, root=stack(status), outcomes=outcomes)) is due


@pytest.mark.parametrize("root", [Absent(), UNREAD], ids=["absent", "unknown"])
def test_without_a_stack_nothing_is_due(root: Fact[Stack]) -> None:
    outcomes = submitted(Result.RUNNING)
    assert not is_due((), evolve(BUSY, root=root, outcomes=outcomes))


STATUSES = st.sampled_from(
    ["UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED", "UPDATE_IN_PROGRESS"]
)


@given(STATUSES, st.lists(st.sampled_from(Result), max_size=3))
def test_no_end_that_nobody_wrote_down_is_left_for_later(
    status: str, results: list[Result]
) -> None:
    entries = tuple(entry for result in results for entry in submitted(result).entries)
    snapshot = evolve(BUSY, root=stack(status), outcomes=Outcomes(entries=entries))
    unwritten = Result.RUNNING in results and status != "UPDATE_IN_PROGRESS"
    assert is_due((), snapshot) == unwritten
