"""The first real cause of a failed update, among all that fails with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.apply.cause import Failure, first_cause, legible, stack_paths
from kayron.core.apply.event import StackEvent
from tests.core.apply.examples import (
    BROKEN,
    CASCADE,
    LEGIBLE,
    LITE,
    MOVING,
    PATHS,
    ROOT,
    SITE,
    embedded,
    event,
    failed,
    of_nested,
    of_stack,
)

CAUSE = Failure(resource="Lite/Service", reason=LEGIBLE, subject="lite")


def cause(*events: StackEvent) -> Failure | None:
    return first_cause(events, MOVING, PATHS)


def where(*events: StackEvent) -> str:
    found = cause(*events)
    assert found is not None
    return f"{found.resource}: {found.reason}"


def test_the_cause_is_the_resource_that_failed_first_and_not_what_follows_from_it() -> None:
    assert cause(*CASCADE) == CAUSE


@given(st.permutations(CASCADE))
def test_the_order_in_which_events_are_read_does_not_matter(events: Sequence[StackEvent]) -> None:
    assert cause(*events) == CAUSE


CONSEQUENCES = [
    event(1, LITE, "Service", "Resource update cancelled"),
    event(1, SITE, "Service", "Resource creation cancelled", "CREATE_FAILED"),
    event(1, SITE, "Service", "Resource deletion cancelled", "DELETE_FAILED"),
    of_stack(1, ROOT, "User Initiated"),
    of_stack(1, ROOT, "Stack update cancelled"),
    of_stack(1, LITE),
    of_stack(1, LITE, failed("Service")),
    of_stack(
        1,
        LITE,
        "The following resource(s) failed to create: [A]. The following resource(s) failed to "
        "update: [B, C]. Rollback requested by user.",
    ),
    of_nested(1, LITE, "Lite", "Resource update cancelled"),
    of_nested(1, LITE, "Lite", embedded(LITE, "User Initiated")),
    of_nested(1, LITE, "Lite", embedded(LITE, failed("Service"))),
    of_nested(1, LITE, "Lite", embedded(LITE, embedded(SITE, failed("Service")))),
    of_nested(
        1, LITE, "Lite", f"Embedded stack {LITE} was not successfully created: {failed('Service')}"
    ),
    event(1, LITE, "Service", "It is being made.", "UPDATE_IN_PROGRESS"),
    of_stack(1, LITE, "All is well.", "UPDATE_COMPLETE"),
]
"""Events that are no cause, whatever they follow from."""


@pytest.mark.parametrize("consequence", CONSEQUENCES)
def test_what_follows_from_something_else_is_no_cause(consequence: StackEvent) -> None:
    assert cause(consequence) is None


@given(
    before=st.lists(st.sampled_from(CONSEQUENCES), max_size=8),
    second=st.integers(0, 60),
    resource=st.sampled_from(["Service", "Rule"]),
)
def test_a_cancellation_never_wins_however_early_it_is(
    before: list[StackEvent], second: int, resource: str
) -> None:
    real = event(second, LITE, resource, "The target group is gone.")
    assert where(*before, real) == f"Lite/{resource}: The target group is gone."


def test_an_update_without_events_has_no_cause() -> None:
    assert cause() is None


def test_of_two_that_fail_the_earlier_one_counts() -> None:
    first, second = event(3, SITE, "Rule", "It is taken."), event(4, LITE, "Service", "No tasks.")
    assert where(second, first) == "Site/Rule: It is taken."


def test_of_two_that_fail_at_once_the_deeper_one_counts() -> None:
    above, below = event(3, ROOT, "Rule", "It is taken."), event(3, LITE, "Rule", "It is taken.")
    assert where(above, below) == "Lite/Rule: It is taken."


def test_a_stack_may_fail_by_itself() -> None:
    reason = "Export Vpc cannot be deleted as it is in use by other-stack"
    assert where(of_stack(3, ROOT, reason), of_nested(2, LITE, "Lite", "")) == f": {reason}"


def test_what_a_nested_stack_s_resource_repeats_counts_where_nothing_else_was_read() -> None:
    repeated = of_nested(5, LITE, "Lite", embedded(LITE, "S3 error: Access Denied"))
    assert where(repeated) == "Lite: S3 error: Access Denied"
    own = of_stack(9, LITE, "S3 error: Access Denied, says S3")
    assert where(repeated, own) == "Lite: S3 error: Access Denied, says S3"


def test_a_failure_without_a_reason_counts_where_there_is_no_other() -> None:
    mute = event(1, SITE, "Service")
    assert where(mute) == "Site/Service: "
    assert where(mute, event(2, LITE, "Service", "No tasks.")) == "Lite/Service: No tasks."


def test_a_nested_stack_may_have_lost_its_words() -> None:
    assert where(of_nested(5, LITE, "Lite", embedded(LITE, "").rstrip())) == "Lite: "


def test_the_path_of_a_stack_that_the_update_makes_is_told_from_the_events() -> None:
    deep = LITE.replace("/2", "/9")
    events = (
        of_nested(1, deep, "Worker", "", stack=LITE),
        of_nested(1, LITE, "Lite", "", stack=ROOT),
        evolve(of_nested(1, "", "Later", ""), status="CREATE_IN_PROGRESS"),
        of_stack(1, deep, "", "CREATE_IN_PROGRESS"),
    )
    assert stack_paths(events, {ROOT: ()}) == {
        ROOT: (),
        LITE: ("Lite",),
        deep: ("Lite", "Worker"),
    }


def test_an_event_of_a_stack_that_nothing_is_known_of_still_counts() -> None:
    found = first_cause([event(1, LITE, "Service", BROKEN)], MOVING, {ROOT: ()})
    assert found == Failure(resource="Service", reason=LEGIBLE, subject=None)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (BROKEN, LEGIBLE),
        ("The target group is gone.", "The target group is gone."),
        (
            (
                "Resource handler returned message: \"Priority '1001' is currently in use "
                '(Service: Elb, Status Code: 400, Request ID: 4c0a-1) (SDK Attempt Count: 1)" '
                "(RequestToken: 0b1c-2, HandlerErrorCode: AlreadyExists)"
            ),
            "Priority '1001' is currently in use (Service: Elb, Status Code: 400)",
        ),
        (
            "No (Service: Ecs, Status Code: 400, Request ID: 4c-1, Extended Request ID: null)",
            "No (Service: Ecs, Status Code: 400)",
        ),
    ],
)
def test_a_reason_is_told_without_the_numbers_of_requests(reason: str, words: str) -> None:
    assert legible(reason) == words
