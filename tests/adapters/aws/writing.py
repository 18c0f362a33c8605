"""AWS on loopback for adapters that write, with the real clients."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random

import pytest

from kayron.adapters.aws.bucket import Bucket
from kayron.adapters.aws.client import AwsClients
from kayron.adapters.patience import Patience, patience
from tests.adapters.clocks import StillClock
from tests.sandbox.aws.sandbox import REGION, Aws
from tests.sandbox.traffic import Fault

BUCKET = "acme-templates"

READ_TIMEOUT = 0.1
HANGS = 0.3
"""Seconds, longer than the client waits."""

REFUSALS = (Fault.THROTTLED, Fault.TOO_MANY_REQUESTS, Fault.SERVER_ERROR, Fault.UNAVAILABLE)


@contextmanager
def sandbox(clock: datetime | None = None) -> Iterator[Aws]:
    """Serve AWS, and let the environment lead there; its time is real, or set."""
    with Aws(clock=clock) as aws, pytest.MonkeyPatch.context() as patch:
        for name, value in aws.environment().items():
            patch.setenv(name, value)
        yield aws


def clients(read_timeout: float = 15.0) -> AwsClients:
    return AwsClients(REGION, 16, read_timeout=read_timeout)


def minute() -> Patience:
    """Return the patience of a minute that passes only by waiting for another try."""
    return patience(60, StillClock(), Random(1))


def bucket(made: AwsClients | None = None, name: str = BUCKET) -> Bucket:
    return Bucket((made or clients()).s3, name, minute)


def count(aws: Aws, operation: str) -> int:
    """Return how many calls of an operation came to the sandbox itself."""
    return sum(
        call.operation == operation and call.fault in {None, Fault.RESET_AFTER, Fault.TRUNCATED}
        for call in aws.traffic.calls
    )
