"""The outcomes record while a plan is applied, and what it keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.action import UpdateStack
from kayron.core.apply.cause import Failure
from kayron.core.apply.outcomes import (
    RECENT,
    REMEMBERED,
    begun,
    bounded,
    ended,
    unsettled,
    withdrawn,
)
from kayron.core.document import canonical, parse, structure
from kayron.core.fact import Absent
from kayron.core.policy.failed import judge_failed, remember
from kayron.core.policy.stack import last_submission
from kayron.core.snapshot import Outcomes, Result, Submission
from kayron.core.table import Table
from tests.plans import UPDATE
from tests.world.example import NOON, SUBMISSION

FAILURE = Failure(resource="Lite/Service", reason="No tasks.", subject="lite")

NOTHING = Outcomes(entries=())


def action(operation: str = "kayron-1", desired: str = "d1") -> UpdateStack:
    return evolve(UPDATE, operation=operation, desired=desired)


def entry(minute: int, result: Result, desired: str = "", **changes: object) -> Submission:
    made = evolve(
        SUBMISSION,
        operation=f"kayron-{minute}",
        desired=desired or f"d{minute}",
        time=NOON + timedelta(minutes=minute),
        result=result,
    )
    return evolve(made, **changes)  # type: ignore[arg-type]


def failure(
    minute: int, subject: str = "lite", version: str = "v1", desired: str = ""
) -> Submission:
    return entry(
        minute,
        Result.FAILED,
        desired,
        versions=Table({subject: version, "other": "v9"}),
        pulls=Table({subject: 4}),
        cause=subject,
        resource="Lite/Service",
        reason="No tasks.",
    )


def success(minute: int, desired: str = "", **versions: str) -> Submission:
    return entry(minute, Result.SUCCEEDED, desired, versions=Table(versions))


def later(*entries: Submission, count: int = RECENT) -> Outcomes:
    """Return a record of these entries, and of so many successes of others after them."""
    rest = (success(10_000 + number) for number in range(count))
    return Outcomes(entries=(*entries, *rest))


# What begins and ends.


def test_what_is_submitted_runs_until_its_end_is_told() -> None:
    running = begun(Absent(), action(), NOON)
    assert running == Outcomes(
        entries=(
            Submission(
                operation="kayron-1",
                desired="d1",
                time=NOON,
                previews=UPDATE.previews,
                versions=UPDATE.versions,
                pulls=UPDATE.pulls,
                result=Result.RUNNING,
                cause=None,
                resource=None,
                reason=None,
            ),
        )
    )
    assert unsettled(running) == running.entries


def test_a_submission_that_runs_is_on_record_once_as_of_when_it_was_begun_last() -> None:
    running, later = begun(NOTHING, action(), NOON), NOON + timedelta(minutes=5)
    assert begun(running, action(), later) == begun(NOTHING, action(), later)


def test_of_one_second_a_submission_comes_last() -> None:
    known = Outcomes(entries=())
    for number in (3, 1, 2):
        operation = f"kayron-{number}"
        known = ended(begun(known, action(operation), NOON), operation, Result.FAILED, FAILURE)
    assert [one.operation for one in known.entries] == ["kayron-3", "kayron-1", "kayron-2"]
    assert {one.time.replace(microsecond=0) for one in known.entries} == {NOON}


def test_a_submission_has_its_own_time_whatever_is_on_record() -> None:
    known = Outcomes(entries=(entry(-60, Result.FAILED), entry(60, Result.FAILED)))
    assert begun(known, action(), NOON).entries[1].time == NOON


def test_one_that_was_refused_may_be_begun_again() -> None:
    refused = ended(begun(NOTHING, action(), NOON), "kayron-1", Result.REFUSED, None)
    again = begun(refused, action(), NOON + timedelta(minutes=5))
    assert [one.result for one in again.entries] == [Result.REFUSED, Result.RUNNING]


def test_a_failure_is_written_down_with_its_cause() -> None:
    (found,) = ended(begun(NOTHING, action(), NOON), "kayron-1", Result.FAILED, FAILURE).entries
    assert (found.result, found.cause, found.resource, found.reason) == (
        Result.FAILED,
        "lite",
        "Lite/Service",
        "No tasks.",
    )


def test_a_failure_of_the_root_stack_itself_has_no_resource() -> None:
    nowhere = Failure(resource="", reason="The template is too large.", subject=None)
    running = begun(NOTHING, action(), NOON)
    (found,) = ended(running, "kayron-1", Result.REFUSED, nowhere).entries
    assert (found.cause, found.resource, found.reason) == (None, None, nowhere.reason)


def test_a_success_has_neither_cause_nor_reason() -> None:
    done = ended(begun(NOTHING, action(), NOON), "kayron-1", Result.SUCCEEDED, None)
    assert unsettled(done) == ()
    assert [(one.result, one.cause, one.reason) for one in done.entries] == [
        (Result.SUCCEEDED, None, None)
    ]


def test_what_has_ended_stays_as_it_was_told_first() -> None:
    done = ended(begun(NOTHING, action(), NOON), "kayron-1", Result.SUCCEEDED, None)
    assert ended(done, "kayron-1", Result.FAILED, FAILURE) == done


def test_the_end_of_another_operation_changes_nothing() -> None:
    running = begun(NOTHING, action(), NOON)
    assert ended(running, "kayron-2", Result.FAILED, FAILURE) == running


def test_what_was_never_begun_is_withdrawn_and_nothing_else_is() -> None:
    refused = ended(begun(NOTHING, action(), NOON), "kayron-1", Result.REFUSED, None)
    running = begun(refused, action(), NOON + timedelta(minutes=5))
    assert withdrawn(running, "kayron-2") == running
    assert withdrawn(running, "kayron-1") == refused


def test_nothing_is_unsettled_where_there_is_no_record() -> None:
    assert unsettled(Absent()) == ()


def test_a_submission_that_was_begun_and_failed_is_remembered() -> None:
    update = evolve(action(), versions=Table({"lite": "v1.0.1"}))
    failed = ended(begun(NOTHING, update, NOON), "kayron-1", Result.FAILED, FAILURE)
    assert judge_failed("lite", "v1.0.1", remember(failed, retry=False)).outcome.value == "hold"


def test_beginning_keeps_the_record_within_its_bounds() -> None:
    entries = later(count=RECENT + 5)
    assert len(begun(entries, action(), NOON + timedelta(days=365)).entries) == RECENT


# What is kept.


def test_a_short_record_is_kept_whole() -> None:
    entries = later(failure(1), success(2), count=RECENT - 2)
    assert bounded(entries) == entries


@pytest.mark.parametrize(
    ("old", "kept"),
    [
        ((success(1, lite="v1"),), ()),
        ((failure(1), success(2, lite="v1", desired="d1")), ()),
        ((entry(1, Result.REFUSED, "d"), success(2, desired="d")), ()),
        ((entry(1, Result.RUNNING),), (entry(1, Result.RUNNING),)),
        (
            (entry(1, Result.REFUSED, reason="No."),),
            (entry(1, Result.REFUSED, reason="No.", versions=Table()),),
        ),
        ((failure(1),), (evolve(failure(1), versions=Table({"lite": "v1"}), pulls=Table()),)),
        # Its version succeeded since, but the very state failed when it was last tried.
        (
            (failure(1), success(2, lite="v1")),
            (evolve(failure(1), versions=Table(), pulls=Table()),),
        ),
        # The state succeeded since, but not the version: both are needed.
        (
            (failure(1, desired="d"), success(2, desired="d")),
            (
                evolve(failure(1, desired="d"), versions=Table({"lite": "v1"}), pulls=Table()),
                success(2, desired="d"),
            ),
        ),
    ],
)
def test_of_what_is_old_stays_what_a_policy_asks_for(
    old: tuple[Submission, ...], kept: tuple[Submission, ...]
) -> None:
    assert bounded(later(*old)) == later(*kept)


def test_more_failures_than_anybody_looks_at_are_forgotten_the_oldest_first() -> None:
    found = bounded(later(*(failure(one, version=f"v{one}") for one in range(REMEMBERED + 2))))
    assert len(found.entries) == RECENT + REMEMBERED
    assert found.entries[0].operation == "kayron-2"


def test_the_largest_record_is_below_a_megabyte() -> None:
    version = "0123456789" * 4
    old = [
        evolve(failure(one, "splits-lite/1D0FD508", version), desired="d" * 64, reason="r" * 200)
        for one in range(REMEMBERED)
    ]
    text = canonical(bounded(later(*old)))
    assert len(text) < 1_000_000
    assert structure(parse(text, "outcomes"), Outcomes, "outcomes").entries[0].cause


SUBJECTS = ("lite", "site", "lite/1D0FD508")

entries_ = st.builds(
    lambda minute, result, cause, version, desired: evolve(
        SUBMISSION,
        operation=f"kayron-{minute}",
        time=NOON + timedelta(minutes=minute),
        result=result,
        versions=Table({SUBJECTS[cause]: version, "other": "v1"}),
        cause=SUBJECTS[cause] if result is Result.FAILED else None,
        desired=desired,
    ),
    st.integers(0, 40),
    st.sampled_from(Result),
    st.integers(0, 2),
    st.sampled_from(["v1", "v2"]),
    st.sampled_from(["d1", "d2", "d3"]),
)


def held(outcomes: Outcomes, desired: str) -> object:
    """Return what is known of a state that failed or was refused when it was last tried."""
    last = last_submission(outcomes, lambda one: one.desired == desired)
    if last is None or last.result not in (Result.FAILED, Result.REFUSED):
        return None
    return last.time, last.result, last.reason


def memory(outcomes: Outcomes) -> list[object]:
    """Return all that anybody asks of a record."""
    found: list[object] = [
        judge_failed(subject, version, remember(outcomes, retry=False))
        for subject in (*SUBJECTS, "other")
        for version in ("v1", "v2")
    ]
    found += [held(outcomes, desired) for desired in ("d1", "d2", "d3")]
    newest = last_submission(outcomes, lambda _: True)
    return [*found, newest and newest.previews, unsettled(outcomes)]


@given(old=st.lists(entries_, max_size=12), recent=st.lists(entries_, max_size=4))
def test_the_memory_of_failures_survives_bounding(
    old: list[Submission], recent: list[Submission]
) -> None:
    newer = [evolve(one, time=one.time + timedelta(days=30)) for one in recent]
    fill = [
        evolve(success(one), time=NOON + timedelta(days=9, minutes=one), versions=Table())
        for one in range(RECENT)
    ]
    outcomes = Outcomes(entries=(*old, *fill, *newer))
    assert memory(bounded(outcomes)) == memory(outcomes)
    assert bounded(bounded(outcomes)) == bounded(outcomes)
