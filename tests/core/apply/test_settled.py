"""What became of a submission whose writer nobody heard of again."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.apply.cause import Failure
from kayron.core.apply.event import StackEvent
from kayron.core.apply.settled import NEVER_BEGUN, Settled, settled
from kayron.core.snapshot import Result, Submission
from kayron.core.table import Table
from tests.core.apply.examples import (
    BROKEN,
    CASCADE,
    LEGIBLE,
    LITE,
    MOVING,
    PATHS,
    ROOT,
    event,
    of_stack,
)
from tests.world.example import SUBMISSION

RUNNING = evolve(SUBMISSION, result=Result.RUNNING, versions=Table(MOVING))

BEGUN = of_stack(0, ROOT, "User Initiated", "UPDATE_IN_PROGRESS")


def told(*events: StackEvent, submission: Submission = RUNNING) -> Settled | None:
    return settled(submission.versions, ROOT, events, PATHS)


def test_without_an_event_it_was_never_begun() -> None:
    assert told() == NEVER_BEGUN


def test_while_it_is_under_way_nothing_is_known() -> None:
    assert told(BEGUN) is None
    assert told(BEGUN, of_stack(5, ROOT, "", "UPDATE_ROLLBACK_IN_PROGRESS")) is None


def test_an_event_of_a_resource_alone_does_not_end_it() -> None:
    assert told(event(1, LITE, "Service", BROKEN)) is None


def test_what_is_complete_has_succeeded_also_before_it_is_cleaned_up() -> None:
    success = Settled(result=Result.SUCCEEDED, failure=None)
    for status in ("UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"):
        assert told(BEGUN, of_stack(9, ROOT, "", status)) == success


def test_what_was_rolled_back_has_failed_for_its_first_real_cause() -> None:
    end = told(*CASCADE, of_stack(30, ROOT, "", "UPDATE_ROLLBACK_COMPLETE"))
    cause = Failure(resource="Lite/Service", reason=LEGIBLE, subject="lite")
    assert end == Settled(result=Result.FAILED, failure=cause)


def test_without_a_cause_the_stack_says_what_it_says() -> None:
    for reason, words in (("The role is gone.", "The role is gone."), ("", "UPDATE_FAILED")):
        end = told(of_stack(1, ROOT, reason, "UPDATE_FAILED"))
        assert end is not None
        assert end.failure is not None
        assert (end.result, end.failure.reason) == (Result.FAILED, words)


STATUSES = st.sampled_from(
    [
        "UPDATE_IN_PROGRESS",
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_COMPLETE",
        "UPDATE_FAILED",
        "UPDATE_ROLLBACK_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE",
        "UPDATE_ROLLBACK_FAILED",
    ]
)


@given(st.lists(STATUSES, max_size=4))
def test_only_what_stays_updated_has_succeeded_and_every_last_status_ends_it(
    statuses: list[str],
) -> None:
    found = told(*(of_stack(second, ROOT, "", one) for second, one in enumerate(statuses)))
    last = statuses[-1] if statuses else ""
    if not last:
        assert found == NEVER_BEGUN
    elif last.startswith("UPDATE_COMPLETE"):
        assert found == Settled(result=Result.SUCCEEDED, failure=None)
    elif last.endswith("_IN_PROGRESS"):
        assert found is None
    else:
        assert found is not None
        assert found.result is Result.FAILED
