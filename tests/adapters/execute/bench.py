"""A stack with a database in the sandbox, and what updates it."""

from __future__ import annotations

from attrs import frozen

from kayron.adapters.execute.updating import Updating
from kayron.core.action import UpdateStack
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.fact import Absent
from kayron.core.snapshot import Outcomes, Result
from kayron.core.table import Table
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import url

OPERATION = f"kayron-{'0a' * 16}-{'1b' * 8}"
KEY = "testing/root.outcomes.json"

QUEUE = """
Parameters: {Version: {Type: String}}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: !Ref Version}
"""

DATABASE = f"""{QUEUE}\
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      TableName: orders
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]
      KeySchema: [{{AttributeName: id, KeyType: HASH}}]
"""


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

    def left(self) -> list[str]:
        """Return the names of the change sets that are there and were not executed."""
        found = self.aws.region.cloudformation.change_sets.all()
        return [one.name for one in found if one.executed is None]
