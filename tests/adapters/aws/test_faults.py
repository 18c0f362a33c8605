"""Whatever goes wrong once is tried again, and what goes wrong for good leaves one fact unknown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kayron.adapters.aws.client import AwsClients
from kayron.adapters.patience import TRIES
from kayron.core.fact import Unknown
from tests.adapters.aws.live import CANARY, OPERATIONS, Live, live
from tests.sandbox.aws.sandbox import REGION
from tests.sandbox.traffic import Fault

READ_TIMEOUT = 0.1
HANGS = 0.3
"""Seconds, longer than the client waits."""


@pytest.fixture(scope="module")
def world() -> Iterator[Live]:
    with live() as started:
        yield started


@pytest.fixture
def aws(world: Live) -> Iterator[Live]:
    world.aws.traffic.clear()
    yield world
    world.aws.traffic.clear()


@pytest.fixture(scope="module")
def clients(world: Live) -> AwsClients:
    del world
    return AwsClients(REGION, 16)


@pytest.fixture(scope="module")
def hasty(world: Live) -> AwsClients:
    del world
    return AwsClients(REGION, 16, read_timeout=READ_TIMEOUT)


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize(("prefix", "operation"), OPERATIONS)
def test_what_fails_once_is_read_all_the_same(
    aws: Live, clients: AwsClients, hasty: AwsClients, prefix: str, operation: str, fault: Fault
) -> None:
    need = aws.needs[prefix, operation]
    expected = aws.read(clients, need)
    aws.aws.traffic.fail(fault, operation=operation, seconds=HANGS)
    assert aws.read(hasty if fault is Fault.TIMEOUT else clients, need) == expected


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize(("prefix", "operation"), OPERATIONS)
def test_what_fails_again_and_again_is_not_known(
    aws: Live, clients: AwsClients, hasty: AwsClients, prefix: str, operation: str, fault: Fault
) -> None:
    need = aws.needs[prefix, operation]
    aws.aws.traffic.fail(fault, operation=operation, times=None, seconds=HANGS)
    fact = aws.read(hasty if fault is Fault.TIMEOUT else clients, need)[need]
    assert isinstance(fact, Unknown)
    assert fact.error.startswith(f"{prefix}:{operation} ")
    assert CANARY not in fact.error
    assert len(fact.error) < 100


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.THROTTLED, "failed: ThrottlingException"),
        (Fault.TOO_MANY_REQUESTS, "failed: TooManyRequestsException"),
        (Fault.SERVER_ERROR, "failed: InternalFailure"),
        (Fault.UNAVAILABLE, "failed: ServiceUnavailable"),
        (Fault.RESET_BEFORE, "failed: the connection broke"),
        (Fault.RESET_AFTER, "failed: the connection broke"),
        (Fault.TIMEOUT, "did not answer in time"),
        (Fault.TRUNCATED, "failed: the connection broke"),
    ],
)
def test_the_reason_is_short_and_the_same_every_time(
    aws: Live, hasty: AwsClients, fault: Fault, reason: str
) -> None:
    need = aws.needs["ecs", "DescribeServices"]
    aws.aws.traffic.fail(fault, operation="DescribeServices", times=None, seconds=HANGS)
    assert aws.read(hasty, need)[need] == Unknown(f"ecs:DescribeServices {reason}")
    assert sum(call.fault is fault for call in aws.aws.traffic.calls) <= TRIES
