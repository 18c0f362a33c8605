"""One update in the sandbox: what is begun, what is not and why, and what goes on record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve, frozen

from kayron.adapters.aws.client import AwsClients
from kayron.adapters.aws.updates import Updates
from kayron.adapters.execute.following import unwatched
from kayron.adapters.execute.recorder import Recorder
from kayron.adapters.execute.updating import Judgement, Updating
from kayron.adapters.lease import LeaseLost
from kayron.adapters.patience import patience
from kayron.core.action import UpdateStack
from kayron.core.apply.outcomes import unsettled
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.fact import Absent
from kayron.core.snapshot import Outcomes, Result
from kayron.core.table import Table
from tests.adapters.aws.writing import BUCKET as RECORDS
from tests.adapters.aws.writing import bucket, clients
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET, url
from tests.sandbox.clocks import PassingClock
from tests.sandbox.served import MONDAY

OPERATION = f"kayron-{'0a' * 16}-{'1b' * 8}"
KEY = "testing/root.outcomes.json"

QUEUE = """
Parameters: {Version: {Type: String}}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: !Ref Version}
"""

DATABASE = """
Parameters: {Version: {Type: String}}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: !Ref Version}
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      TableName: orders
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
"""


@pytest.fixture(scope="module")
def served() -> Iterator[Aws]:
    with Aws(clock=MONDAY) as aws, pytest.MonkeyPatch.context() as patch:
        for name, value in aws.environment().items():
            patch.setenv(name, value)
        yield aws


@pytest.fixture(scope="module")
def made(served: Aws) -> AwsClients:
    del served
    return clients()


@frozen(kw_only=True, eq=False)
class Bench:
    """A stack with a database, at version 1 of its template's parameter, and what updates it."""

    aws: Aws
    updating: Updating

    def action(self, version: str = "1", template: str = "database.yaml") -> UpdateStack:
        newest = self.updating.updates.newest_event(self.updating.stack)
        return UpdateStack(
            id="update-stack",
            reason="a test wants it.",
            needs=(),
            stack="root",
            operation=OPERATION,
            desired="d" * 64,
            event=None if isinstance(newest, Absent) else newest.id,
            direct=False,
            template_url=url(template),
            parameters=Table({"Version": version}),
            redacted=(),
            tags=Table({"environment": "testing"}),
            capabilities=(),
            previews=False,
            versions=Table({"queue": version}),
            pulls=Table(),
        )

    def run(self, action: UpdateStack) -> ActionOutcome:
        """Carry out an update, and wait for it if it was begun."""
        begun = self.updating.begin(action)
        return self.updating.finish(action) if begun.effect is Effect.LEFT else begun

    def record(self) -> Outcomes:
        """Return the outcomes record."""
        return self.updating.recorder.change(
            lambda known: known if isinstance(known, Outcomes) else Outcomes(entries=())
        )

    def results(self) -> list[Result]:
        return [entry.result for entry in self.record().entries]

    def change_sets(self) -> list[str]:
        found = client(self.aws, "cloudformation").list_change_sets(StackName="root")
        return [one["ChangeSetName"] for one in found["Summaries"]]


@pytest.fixture
def bench(served: Aws, made: AwsClients) -> Bench:
    served.reset()
    files = {"queue.yaml": QUEUE, "database.yaml": DATABASE}
    tags = {"environment": "testing"}
    stack = served.deploy("root", DATABASE, {"Version": "1"}, tags, (BUCKET, files))
    served.put_files(RECORDS, {})
    clock = PassingClock(served)
    updating = Updating(
        stack=stack.id,
        updates=Updates(made.cloudformation, lambda: patience(60, clock)),
        recorder=Recorder(bucket(made), KEY),
        renew=lambda: None,
        clock=clock,
        secrets={},
        services=lambda _: (),
        judgement=Judgement(allowed=(), previews=()),
        watch=unwatched,
    )
    return Bench(aws=served, updating=updating)


def test_an_update_is_carried_out_and_recorded(bench: Bench) -> None:
    assert bench.run(bench.action("2")) == ActionOutcome(effect=Effect.DONE, reason="")
    assert bench.results() == [Result.SUCCEEDED]


def test_where_there_is_nothing_to_change_no_change_set_stays(bench: Bench) -> None:
    assert bench.run(bench.action()).effect is Effect.UNCHANGED
    assert bench.results() == [Result.SUCCEEDED]
    assert bench.change_sets() == []


def test_a_direct_update_that_changes_nothing_is_unchanged_too(bench: Bench) -> None:
    assert bench.run(evolve(bench.action(), direct=True)).effect is Effect.UNCHANGED


def test_a_direct_update_needs_no_change_set(bench: Bench) -> None:
    bench.aws.traffic.forget()
    assert bench.run(evolve(bench.action("2"), direct=True)).effect is Effect.DONE
    assert "CreateChangeSet" not in {call.operation for call in bench.aws.traffic.calls}


@pytest.mark.parametrize("direct", [False, True])
def test_an_update_rests_on_the_newest_event(bench: Bench, *, direct: bool) -> None:
    action = evolve(bench.action("2"), direct=direct)
    bench.aws.deploy("root", DATABASE, {"Version": "3"})
    assert bench.run(action).effect is Effect.SKIPPED
    assert (bench.results(), bench.change_sets()) == ([], [])


def test_what_would_remove_a_database_is_refused_and_remembered(bench: Bench) -> None:
    found = bench.run(bench.action("2", "queue.yaml"))
    assert found.effect is Effect.REFUSED
    assert "Table (AWS::DynamoDB::Table) is removed" in found.reason
    assert (bench.results(), bench.change_sets()) == ([Result.REFUSED], [])


def test_what_is_allowed_to_go_may_go(bench: Bench) -> None:
    allowed = evolve(
        bench,
        updating=evolve(bench.updating, judgement=Judgement(allowed=("Table",), previews=())),
    )
    assert allowed.run(bench.action("2", "queue.yaml")).effect is Effect.DONE


def test_what_cloudformation_does_not_accept_is_refused_and_remembered(bench: Bench) -> None:
    found = bench.run(evolve(bench.action("2"), template_url=url("missing.yaml")))
    assert found.effect is Effect.REFUSED
    (entry,) = bench.record().entries
    assert (entry.result, entry.reason) == (Result.REFUSED, found.reason)


def test_a_failed_update_tells_its_first_cause(bench: Bench) -> None:
    bench.aws.trouble.fail("Queue", "The queue is full.")
    found = bench.run(bench.action("2"))
    assert found == ActionOutcome(effect=Effect.FAILED, reason="Queue: The queue is full.")
    (entry,) = bench.record().entries
    assert (entry.result, entry.cause, entry.resource) == (Result.FAILED, "queue", "Queue")


def test_an_update_that_nobody_waits_for_stays_on_record_as_running(bench: Bench) -> None:
    found = bench.updating.begin(bench.action("2"))
    assert found.effect is Effect.LEFT
    assert [one.operation for one in unsettled(bench.record())] == [OPERATION]


def test_nothing_is_executed_once_the_lease_is_lost(bench: Bench) -> None:
    renewals = iter(range(100))

    def renew() -> None:
        if next(renewals) > 0:
            raise LeaseLost("key", "another process took it over")

    with pytest.raises(LeaseLost):
        evolve(bench.updating, renew=renew).begin(bench.action("2"))
    assert bench.aws.stack("root").status == "CREATE_COMPLETE"
    assert bench.results() == [Result.RUNNING]
