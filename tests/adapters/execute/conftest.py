"""The bench on which updates are tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kayron.adapters.aws.client import AwsClients
from kayron.adapters.aws.updates import Updates
from kayron.adapters.execute.eyes import Eyes
from kayron.adapters.execute.following import unwatched
from kayron.adapters.execute.recorder import Recorder
from kayron.adapters.execute.updating import Judgement, Updating
from kayron.adapters.patience import patience
from tests.adapters.aws.writing import BUCKET as RECORDS
from tests.adapters.aws.writing import bucket, clients, sandbox
from tests.adapters.execute.bench import DATABASE, KEY, QUEUE, Bench
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET
from tests.sandbox.clocks import WrongClock
from tests.sandbox.served import MONDAY


@pytest.fixture(scope="module")
def served() -> Iterator[Aws]:
    with sandbox(MONDAY) as aws:
        yield aws


@pytest.fixture(scope="module")
def made(served: Aws) -> AwsClients:
    del served
    return clients()


@pytest.fixture
def bench(served: Aws, made: AwsClients) -> Bench:
    served.reset()
    files = {"queue.yaml": QUEUE, "database.yaml": DATABASE}
    tags = {"environment": "testing"}
    stack = served.deploy("root", DATABASE, {"Version": "1"}, tags, (BUCKET, files))
    served.put_files(RECORDS, {})
    # Nothing that is written down may rest on what time this process takes it for.
    clock = WrongClock(served, timedelta(hours=30))
    updates = Updates(made.cloudformation, lambda: patience(60, clock))
    updating = Updating(
        stack=stack.id,
        updated=stack.created,
        updates=updates,
        recorder=Recorder(bucket(made), KEY),
        renew=served.now,
        eyes=Eyes(events=updates, keep=served.now, secrets={}),
        clock=clock,
        services=lambda _: (),
        judgement=Judgement(allowed=(), previews=()),
        watch=unwatched,
    )
    return Bench(aws=served, updating=updating)
