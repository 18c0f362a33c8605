"""A change set, and how it's listed."""

from __future__ import annotations

from datetime import datetime

from attrs import define, field

from tests.sandbox.aws.cloudformation.change import Change
from tests.sandbox.aws.cloudformation.stack import Definition, Stack
from tests.sandbox.aws.wire import Data


@define(kw_only=True, eq=False)
class ChangeSet:
    """A change set; `basis` is the stack's count of updates when it was made."""

    name: str
    id: str
    stack: Stack
    definition: Definition
    given: Data
    basis: int
    created: datetime
    changes: tuple[Change, ...] = ()
    status: str = "CREATE_PENDING"
    reason: str | None = None
    executed: str | None = None
    parent: ChangeSet | None = None
    children: dict[str, ChangeSet] = field(factory=dict)

    @property
    def execution(self) -> str:
        """Whether it can be executed."""
        if self.executed is not None:
            return self.executed
        if self.status != "CREATE_COMPLETE":
            return "UNAVAILABLE"
        return "AVAILABLE" if self.basis == self.stack.updates else "OBSOLETE"

    @property
    def nested(self) -> bool:
        """Whether nested stacks have change sets of their own."""
        return bool(self.given.get("IncludeNestedStacks"))


def summary(change_set: ChangeSet) -> Data:
    """Return a change set as ListChangeSets has it."""
    root = change_set
    while root.parent is not None:
        root = root.parent
    return {
        "StackId": change_set.stack.id,
        "StackName": change_set.stack.name,
        "ChangeSetId": change_set.id,
        "ChangeSetName": change_set.name,
        "ExecutionStatus": change_set.execution,
        "Status": change_set.status,
        "StatusReason": change_set.reason,
        "CreationTime": change_set.created,
        "Description": change_set.given.get("Description"),
        "IncludeNestedStacks": change_set.nested,
        "ParentChangeSetId": change_set.parent.id if change_set.parent else None,
        "RootChangeSetId": root.id if root is not change_set else None,
    }
