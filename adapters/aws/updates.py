"""Updates a stack, by a change set or directly, and tells how that goes.

Everything that is asked for carries the name of its operation as a token, so that CloudFormation
takes a repeated call for what it is. Whether to go on is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain, starmap
from typing import Protocol, TypedDict

from attrs import frozen

from kayron.adapters.aws.call import Caller, Data, Pages, unless
from kayron.adapters.aws.change_set import (
    NOT_FOUND,
    NOT_NOW,
    TAKEN,
    UNFINISHED,
    ChangeSet,
    Stopped,
    described,
    stopped,
)
from kayron.adapters.aws.cloudformation import CloudFormationClient, is_gone, last_update
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.aws.events import events_since, has_begun, newest_event
from kayron.adapters.aws.submission import submission
from kayron.adapters.patience import Patience
from kayron.core.action import UpdateStack
from kayron.core.apply.event import StackEvent
from kayron.core.fact import Absent
from kayron.core.snapshot import Event

CHANGE_SETS = Pages(items="Summaries", given="NextToken", sent="NextToken")

OURS = re.compile(r"kayron-[0-9a-f]{32}-[0-9a-f]{16}")
"""The names of change sets that this program made."""

EXECUTED = "EXECUTE_"

LOOK_AGAIN = 1.0
CREATION = 600.0
"""Seconds between looks at a change set that is being created, and how long that may last."""


class CloudFormationWriteClient(CloudFormationClient, Protocol):
    """The calls that are used besides those that read stacks."""

    def create_change_set(self, **parameters: object) -> Data:
        """Begin to find out what an update would change."""

    def describe_change_set(self, **parameters: object) -> Data:
        """Describe a change set."""

    def list_change_sets(self, **parameters: object) -> Data:
        """List the change sets of a stack."""

    def execute_change_set(self, **parameters: object) -> Data:
        """Begin an update."""

    def delete_change_set(self, **parameters: object) -> Data:
        """Delete a change set."""

    def update_stack(self, **parameters: object) -> Data:
        """Begin an update without a change set."""


class _Named(TypedDict):
    """How a change set is named: by its stack too, for whose resource AWS checks permissions.

    By the id alone AWS checks that of the change set, which says nothing of its stack.
    Source: https://github.com/widdix/complete-aws-iam-reference/issues/6
    """

    StackName: str
    ChangeSetName: str


@frozen(kw_only=True)
class Started:
    """An update was begun, by this call or by an earlier one with the same token."""

    stack: str


@frozen(kw_only=True)
class StackStatus:
    """The status of a stack, and when its last update began, or when it was created."""

    status: str
    updated: datetime


class Updates:
    """Writes to CloudFormation; safe to use from any thread.

    Each call has a patience of its own. All raise `AwsRefusal`, or `CaptureError` where no call
    would succeed; what concerns the stack or the submission is `Stopped`. `secrets` has the values
    of redacted parameters.
    """

    def __init__(
        self,
        client: Callable[[], CloudFormationWriteClient],
        patience: Callable[[], Patience],
    ) -> None:
        self._client = client
        self._patience = patience

    def create_change_set(
        self, action: UpdateStack, secrets: Mapping[str, str], keep: Callable[[], object]
    ) -> ChangeSet | Stopped:
        """Create the change set of an operation, or find it, and wait until that has ended.

        Nested stacks have none of their own in it. One of its name that is another is replaced.
        `keep` is called at every look, and what it raises ends the waiting.
        """
        request = {
            **submission(action, secrets),
            "ChangeSetName": action.operation,
            "ClientToken": action.operation,
            "ChangeSetType": "UPDATE",
            "IncludeNestedStacks": False,
        }
        try:
            named = _Named(StackName=action.stack, ChangeSetName=self._create(request))
            return self._created(named, secrets, keep)
        except AwsRefusal as refused:
            return _stopped(refused, secrets)

    def execute(self, change_set: ChangeSet, token: str) -> Started | Stopped:
        """Begin the update that a change set describes, unless it was begun with this token."""

        def execute() -> None:
            self._call(
                "ExecuteChangeSet",
                self._client().execute_change_set,
                StackName=change_set.stack,
                ChangeSetName=change_set.id,
                ClientRequestToken=token,
                DisableRollback=False,
            )

        return self._begun(change_set.stack, token, execute, {})

    def delete(self, stack: str, change_set: str) -> bool:
        """Delete a change set of a stack by its id; tell whether it is gone.

        It stays while it is being created or executed.
        """
        return self._delete(_Named(StackName=stack, ChangeSetName=change_set))

    def own_debris(self, stack: str) -> tuple[str, ...]:
        """Return the ids of a stack's change sets that are ours and were never executed."""
        method = self._client().list_change_sets
        found = self._caller().items("ListChangeSets", method, CHANGE_SETS, StackName=stack)
        return tuple(
            one["ChangeSetId"]
            for one in found
            if OURS.fullmatch(one["ChangeSetName"])
            and not one.get("ExecutionStatus", "").startswith(EXECUTED)
        )

    def update_stack(self, action: UpdateStack, secrets: Mapping[str, str]) -> Started | Stopped:
        """Begin an update without a change set, unless it was begun with the same token."""
        request = {
            **submission(action, secrets),
            "ClientRequestToken": action.operation,
            "DisableRollback": False,
        }

        def update() -> None:
            self._call("UpdateStack", self._client().update_stack, **request)

        return self._begun(action.stack, action.operation, update, secrets)

    def newest_event(self, stack: str) -> Event | Absent:
        """Return the newest event of a stack itself, which is named by its id."""
        return unless(is_gone, lambda: newest_event(self._client(), self._caller(), stack))

    def events_since(
        self, marks: Mapping[str, str | datetime], keep: Callable[[], object]
    ) -> tuple[StackEvent, ...]:
        """Return the events of stacks, oldest first, each after its mark: see `events_since`.

        Stacks are named by their ids: nested ones that were deleted still tell. `keep` is called
        before each is read, and what it raises ends the reading.
        """

        def read(stack: str, mark: str | datetime) -> tuple[StackEvent, ...]:
            keep()
            return self._events(stack, mark)

        found = starmap(read, marks.items())
        return tuple(sorted(chain.from_iterable(found), key=lambda event: event.time))

    def status(self, stack: str) -> StackStatus | Absent:
        """Return the status of a stack."""

        def read() -> StackStatus:
            found = self._call("DescribeStacks", self._client().describe_stacks, StackName=stack)
            one = found["Stacks"][0]
            return StackStatus(status=one["StackStatus"], updated=last_update(one))

        return unless(is_gone, read)

    def _create(self, request: Mapping[str, object]) -> str:
        """Return the id of a change set with this request; raise `AwsRefusal`."""
        method = self._client().create_change_set
        try:
            data = self._call("CreateChangeSet", method, **request)
        except AwsRefusal as refused:
            if refused.code != TAKEN:
                raise
            # Left from an attempt with other secrets, which the name does not know.
            stack, name = str(request["StackName"]), str(request["ChangeSetName"])
            self._delete(_Named(StackName=stack, ChangeSetName=name))
            data = self._call("CreateChangeSet", method, **request)
        return str(data["Id"])

    def _delete(self, name: _Named) -> bool:
        method = self._client().delete_change_set
        try:
            self._call("DeleteChangeSet", method, **name)
        except AwsRefusal as refused:
            if refused.code not in {NOT_FOUND, NOT_NOW}:
                raise
            return refused.code == NOT_FOUND
        return True

    def _created(
        self, change_set: _Named, secrets: Mapping[str, str], keep: Callable[[], object]
    ) -> ChangeSet:
        """Return a change set when its creation has ended."""
        clock = self._patience().clock
        deadline = clock.monotonic() + CREATION
        while clock.monotonic() < deadline:
            keep()
            first = self._describe(change_set)
            if first["Status"] not in UNFINISHED:
                return described(chain([first], self._further(change_set, first)), secrets)
            clock.sleep(LOOK_AGAIN)
        raise AwsRefusal("cloudformation:CreateChangeSet", f"did not end within {CREATION:.0f} s")

    def _further(self, change_set: _Named, page: Data) -> Iterator[Data]:
        while page.get("NextToken"):
            page = self._describe(change_set, NextToken=page["NextToken"])
            yield page

    def _describe(self, change_set: _Named, **token: object) -> Data:
        method = self._client().describe_change_set
        return self._call("DescribeChangeSet", method, **change_set, **token)

    def _begun(
        self, stack: str, token: str, begin: Callable[[], None], secrets: Mapping[str, str]
    ) -> Started | Stopped:
        """Begin an operation; a refusal counts only where it was not begun before."""
        try:
            begin()
        except AwsRefusal as refused:
            begun = unless(is_gone, lambda: has_begun(self._client(), self._caller(), stack, token))
            if begun is not True:
                return _stopped(refused, secrets)
        return Started(stack=stack)

    def _events(self, stack: str, mark: str | datetime) -> tuple[StackEvent, ...]:
        events = unless(is_gone, lambda: events_since(self._client(), self._caller(), stack, mark))
        return () if isinstance(events, Absent) else events

    def _call(self, operation: str, method: Callable[..., Data], **parameters: object) -> Data:
        return self._caller().call(operation, method, **parameters)

    def _caller(self) -> Caller:
        return Caller(prefix="cloudformation", patience=self._patience())


def _stopped(refused: AwsRefusal, secrets: Mapping[str, str]) -> Stopped:
    """Return what a refusal means, or raise it."""
    result = stopped(refused, secrets)
    if result is None:
        raise refused
    return result
