"""Reads stacks from CloudFormation: what they are, hold, and were made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from kayron.adapters.aws.call import Caller, Data, Pages, answered, unless
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.aws.events import EventsClient, newest_event
from kayron.adapters.clock import Clock
from kayron.adapters.job import Job, Results
from kayron.adapters.memory import Memory
from kayron.adapters.patience import Patience
from kayron.adapters.recent import Recent
from kayron.core.apply.event import in_progress
from kayron.core.conversion import Text
from kayron.core.gather.aws import (
    AllStacks,
    CloudFormationNeed,
    ListedExports,
    NewestEvent,
    StackNamed,
    StackResources,
    StackTemplate,
)
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.seen import StackList, StackSeen
from kayron.core.gather.stacks import DELETED
from kayron.core.snapshot import Exports, Resource, Resources
from kayron.core.table import Table

REMEMBERED = 100_000_000
"""Characters of templates, and as many bytes of resources: 10 kB each of 10,000 stacks."""

RESOURCE = 500
"""Bytes that a resource takes, about."""

STATES = 100_000
"""States of stacks of which it is remembered when they were seen first."""

LAG = 60.0
"""Seconds for which CloudFormation may answer a read as it would have before an update. It says
nowhere how many, and is seen to do so for some seconds.

Source: https://github.com/aws/aws-cdk-cli/pull/1848
"""

LONG_AGO = timedelta(days=3)
"""What began so long ago has ended more than `LAG` ago: no operation of a resource may take longer
than 36 hours.

Source: timeoutInMinutes in provider.definition.schema.v1.json of
https://github.com/aws-cloudformation/cloudformation-resource-schema
"""

State = tuple[str, str, datetime]
"""A stack by its ARN, with its status and its last update."""

STACKS = Pages(items="Stacks", given="NextToken", sent="NextToken")
RESOURCES = Pages(items="StackResourceSummaries", given="NextToken", sent="NextToken")
EXPORTS = Pages(items="Exports", given="NextToken", sent="NextToken")


class CloudFormationClient(EventsClient, Protocol):
    """The calls that are used."""

    def describe_stacks(self, **parameters: object) -> Data:
        """Describe one stack or all."""

    def list_stack_resources(self, **parameters: object) -> Data:
        """List the resources of a stack."""

    def get_template(self, **parameters: object) -> Data:
        """Return a template as text, JSON templates too."""

    def list_exports(self, **parameters: object) -> Data:
        """List the exports of the account in the region."""


class CloudFormation:
    """Answers the needs of CloudFormation; remembers what a stack holds while it is at rest.

    Not before its state has been known for a while: until then an answer may be of an older one.
    """

    def __init__(self, client: Callable[[], CloudFormationClient]) -> None:
        self._client = client
        self._memory = Memory(REMEMBERED)
        self._since: Recent[State, float] = Recent(STATES)

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        """Return what stacks hold that did not change since it was read."""
        return self._memory.recalled(needs)

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return a job for each need: there are no batches."""
        mine = [need for need in needs if isinstance(need, CloudFormationNeed)]
        if not mine:
            return []
        reader = _Reader(self._client(), Caller(prefix="cloudformation", patience=patience))
        return [self._job(need, reader, patience.clock) for need in mine]

    def _job(self, need: CloudFormationNeed, reader: _Reader, clock: Clock) -> Job:
        def run() -> Results:
            settled = self._settled(need, clock)
            answer = answered(lambda: reader.read(need))
            if settled and _stays(answer):
                self._memory.keep(need, answer, _weight(answer))
            return {need: answer}

        return Job(needs=(need,), run=run)

    def _settled(self, need: CloudFormationNeed, clock: Clock) -> bool:
        """Tell whether what is read of a stack from now on is of its state, and of none before."""
        if not isinstance(need, StackResources | StackTemplate) or in_progress(need.status):
            return False
        if clock.now() - need.updated > LONG_AGO:
            return True
        state, moment = (need.stack, need.status, need.updated), clock.monotonic()
        since = self._since.get(state)
        if since is None:
            self._since.put(state, moment)
            return False
        return moment - since >= LAG


class _Reader:
    """Reads one need at a time."""

    def __init__(self, client: CloudFormationClient, caller: Caller) -> None:
        self.client = client
        self.caller = caller

    def read(self, need: CloudFormationNeed) -> object:
        match need:
            case StackNamed(name=name):
                return unless(is_gone, lambda: self._stack(name))
            case AllStacks():
                return self._stacks()
            case NewestEvent(stack=id_):
                return unless(is_gone, lambda: newest_event(self.client, self.caller, id_))
            case StackResources(stack=id_):
                return unless(is_gone, lambda: self._resources(id_))
            case StackTemplate(stack=id_):
                return unless(is_gone, lambda: self._template(id_))
            case ListedExports():
                return self._exports()
        assert_never(need)

    def _stack(self, name: str) -> StackSeen:
        method = self.client.describe_stacks
        return _seen(self.caller.call("DescribeStacks", method, StackName=name)["Stacks"][0])

    def _stacks(self) -> StackList:
        found = self.caller.items("DescribeStacks", self.client.describe_stacks, STACKS)
        stacks = (_seen(one) for one in found if one["StackStatus"] != DELETED)
        return StackList(stacks=tuple(stacks))

    def _resources(self, id_: str) -> Resources:
        method = self.client.list_stack_resources
        found = self.caller.items("ListStackResources", method, RESOURCES, StackName=id_)
        return Resources(by_id=Table((one["LogicalResourceId"], _resource(one)) for one in found))

    def _template(self, id_: str) -> Text:
        method = self.client.get_template
        found = self.caller.call("GetTemplate", method, StackName=id_, TemplateStage="Original")
        return Text(found["TemplateBody"])

    def _exports(self) -> Exports:
        found = self.caller.items("ListExports", self.client.list_exports, EXPORTS)
        return Exports(by_name=Table((one["Name"], one["Value"]) for one in found))


def is_gone(refused: AwsRefusal) -> bool:
    """Tell whether there is no such stack, which CloudFormation has no code for."""
    return refused.code == "ValidationError" and "does not exist" in refused.message


def last_update(stack: Data) -> datetime:
    """Return when the last update of a described stack began; else when it was created."""
    found: datetime = stack.get("LastUpdatedTime") or stack["CreationTime"]
    return found


def _seen(data: Data) -> StackSeen:
    return StackSeen(
        name=data["StackName"],
        id=data["StackId"],
        status=data["StackStatus"],
        status_reason=data.get("StackStatusReason", ""),
        parameters=_table(data.get("Parameters", ()), "ParameterKey", "ParameterValue"),
        tags=_table(data.get("Tags", ()), "Key", "Value"),
        outputs=_table(data.get("Outputs", ()), "OutputKey", "OutputValue"),
        role=data.get("RoleARN"),
        updated=last_update(data),
        parent=data.get("ParentId"),
        root=data.get("RootId"),
    )


def _table(pairs: Iterable[Data], key: str, value: str) -> Table[str]:
    return Table((pair[key], pair.get(value, "")) for pair in pairs)


def _resource(data: Data) -> Resource:
    return Resource(
        type=data["ResourceType"],
        physical=data.get("PhysicalResourceId", ""),
        status=data["ResourceStatus"],
    )


def _stays(answer: object) -> bool:
    """Tell whether what a stack at rest holds stays as it is until the next update."""
    if isinstance(answer, Resources):
        return not any(in_progress(one.status) for one in answer.by_id.values())
    return isinstance(answer, str)


def _weight(answer: object) -> int:
    if isinstance(answer, Resources):
        return RESOURCE * (1 + len(answer.by_id))
    return len(answer) if isinstance(answer, str) else 1
