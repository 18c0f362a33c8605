"""ECS is asked what it says of a service at the moment when it fails."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve

from kayron.adapters.execute.following import unwatched
from kayron.adapters.execute.witness import Witness
from kayron.core.apply.event import StackEvent

FAILURE = StackEvent(
    id="1",
    time=datetime(2026, 11, 20, 12, tzinfo=UTC),
    stack="arn:shop",
    resource="Service",
    type="AWS::ECS::Service",
    physical="arn:service",
    status="UPDATE_FAILED",
    reason="Resource handler returned message: circuit breaker",
    token=None,
)

SAID = ("12:00:00 (service shop) deployment failed: tasks failed to start.",)


def heard(*events: StackEvent) -> tuple[tuple[str, ...], list[str]]:
    """Return what was heard of the service, and whom ECS was asked for."""
    asked: list[str] = []

    def messages(arn: str) -> tuple[str, ...]:
        asked.append(arn)
        return SAID

    witness = Witness(messages, unwatched)
    for event in events:
        witness(event, ("Shop", "Service"))
    return witness.heard("Shop/Service"), asked


def test_ecs_is_asked_once_for_a_service_that_failed() -> None:
    assert heard(FAILURE, FAILURE) == (SAID, ["arn:service"])


@pytest.mark.parametrize(
    "event",
    [
        evolve(FAILURE, status="UPDATE_COMPLETE"),
        evolve(FAILURE, type="AWS::IAM::Role"),
        evolve(FAILURE, reason="Resource update cancelled"),
        evolve(FAILURE, physical=""),
    ],
)
def test_of_all_else_ecs_is_not_asked(event: StackEvent) -> None:
    assert heard(event) == ((), [])
