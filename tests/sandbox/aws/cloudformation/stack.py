"""Stacks, their resources, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import define, field, frozen

from tests.sandbox.aws.cloudformation.template import Template
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.wire import Data

NESTED = "AWS::CloudFormation::Stack"


@frozen(kw_only=True)
class Definition:
    """What a stack is to be: what an operation submits."""

    template: Template
    parameters: dict[str, str]
    tags: dict[str, str]
    role: str | None = None
    capabilities: tuple[str, ...] = ()


@frozen(kw_only=True)
class State:
    """What a resource is to be, with every expression evaluated; a nested stack's has its template.

    `tags` are those of the stack, where the type of resource takes them on.
    """

    kind: str
    properties: Data
    tags: dict[str, str]
    metadata: Any = None
    template: str | None = None


@define(kw_only=True)
class Resource:
    """A resource that is there. `dirty` is one that a failed update may have left half done."""

    logical: str
    state: State
    physical: str = ""
    attributes: dict[str, Any] = field(factory=dict)
    status: str
    reason: str | None = None
    updated: datetime
    rank: int = 0
    dirty: bool = False
    keep_on_delete: bool = False
    keep_on_replace: bool = False


@define(kw_only=True, eq=False)
class Stack:
    """A stack.

    `wanted` is which resources its definition has. While it's updated, `before` is what it was and
    `leaving` holds the resources that others have replaced.
    """

    name: str
    id: str
    definition: Definition
    status: str
    reason: str | None = None
    created: datetime
    updated: datetime | None = None
    deleted: datetime | None = None
    parent: Stack | None = None
    before: Definition | None = None
    resources: dict[str, Resource] = field(factory=dict)
    wanted: frozenset[str] = frozenset()
    leaving: list[Resource] = field(factory=list)
    outputs: list[Data] = field(factory=list)
    imports: set[str] = field(factory=set)
    events: list[Data] = field(factory=list)
    token: str | None = None
    tokens: dict[str, Any] = field(factory=dict)
    cancelled: bool = False
    skipped: set[str] = field(factory=set)
    disable_rollback: bool = False
    protected: bool = False
    updates: int = 0

    @property
    def root(self) -> Stack:
        """The stack at the top of its tree."""
        return self if self.parent is None else self.parent.root

    @property
    def busy(self) -> bool:
        """Whether an operation is under way."""
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"


class Stacks:
    """All stacks of an account and region, those that were deleted too, and what they export."""

    def __init__(self) -> None:
        self._by_id: dict[str, Stack] = {}
        self._by_name: dict[str, Stack] = {}
        self.exports: dict[str, tuple[str, Stack]] = {}

    def __iter__(self) -> Iterator[Stack]:
        return iter(self._by_id.values())

    def add(self, stack: Stack) -> None:
        """Take in a new stack."""
        self._by_id[stack.id] = self._by_name[stack.name] = stack

    def named(self, name: str) -> Stack | None:
        """Return the live stack of a name."""
        return self._by_name.get(name)

    def find(self, name: str) -> Stack:
        """Return the stack of a name, or of an id, which may be deleted."""
        stack = self._by_id.get(name) or self._by_name.get(name)
        if stack is None:
            raise validation(f"Stack with id {name} does not exist")
        return stack

    def drop(self, stack: Stack) -> None:
        """Let a deleted stack's name go."""
        self._by_name.pop(stack.name, None)

    def forget(self, stack: Stack) -> None:
        """Drop a stack that never was, but for a change set."""
        self.drop(stack)
        del self._by_id[stack.id]

    def exported(self, name: str) -> str:
        """Return the value of an export."""
        if name not in self.exports:
            raise validation(f"No export named {name} found.")
        return self.exports[name][0]

    def importers(self, name: str) -> list[str]:
        """Return the names of the live stacks that use an export."""
        return sorted(stack.name for stack in self._by_name.values() if name in stack.imports)

    def set_outputs(self, stack: Stack, outputs: list[Data]) -> None:
        """Give a stack its outputs and let others use its exports; raise where they can't be so."""
        ours = {name: value for name, (value, by) in self.exports.items() if by is stack}
        new = {one["ExportName"]: one["OutputValue"] for one in outputs if "ExportName" in one}
        for name, value in ours.items():
            users = self.importers(name)
            if users and new.get(name) != value:
                change = "updated" if name in new else "deleted"
                raise AwsError(
                    "ValidationError",
                    f"Export {name} cannot be {change} as it is in use by {' and '.join(users)}",
                )
        for name in new:
            owner = self.exports.get(name, ("", stack))[1]
            if owner is not stack:
                raise validation(
                    f"Export with name {name} is already exported by stack {owner.name}"
                )
        for name in ours:
            del self.exports[name]
        self.exports.update({name: (value, stack) for name, value in new.items()})
        stack.outputs = outputs
