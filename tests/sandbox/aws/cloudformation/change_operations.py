"""CloudFormation's operations on change sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.sandbox.aws.cloudformation.change import Comparison
from tests.sandbox.aws.cloudformation.change_detail import described
from tests.sandbox.aws.cloudformation.change_set import ChangeSet, summary
from tests.sandbox.aws.cloudformation.stack import Definition, Stack, Stacks
from tests.sandbox.aws.cloudformation.submission import Submissions
from tests.sandbox.aws.cloudformation.view import parameters_of
from tests.sandbox.aws.cloudformation.writing import NO_UPDATES, Writing, check_updatable
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.motion import Steps
from tests.sandbox.aws.page import page
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.tag import as_list
from tests.sandbox.aws.wire import Data

MOST = 1000
PAGE = 100
UNCHANGED = (
    "The submitted information didn't contain changes. Submit different information to create a "
    "change set."
)


class ChangeSets:
    """Create, describe, execute, delete."""

    def __init__(
        self,
        place: Place,
        stacks: Stacks,
        comparison: Comparison,
        submissions: Submissions,
        writing: Writing,
    ) -> None:
        self._place = place
        self._stacks = stacks
        self._comparison = comparison
        self._submissions = submissions
        self._writing = writing
        self._all: dict[str, ChangeSet] = {}
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "CreateChangeSet": self._create,
            "DeleteChangeSet": self._delete,
            "DescribeChangeSet": self._describe,
            "ExecuteChangeSet": self._execute,
            "ListChangeSets": self._list,
        }

    def _create(self, data: Data) -> Data:
        stack = self._target(data)
        of_stack = [one for one in self._all.values() if one.stack is stack]
        same = [one for one in of_stack if one.name == data["ChangeSetName"]]
        if same:
            if data.get("ClientToken") and same[0].given == data:
                return {"Id": same[0].id, "StackId": stack.id}
            name = data["ChangeSetName"]
            raise AwsError("AlreadyExistsException", f"ChangeSet {name} already exists")
        if len(of_stack) >= MOST:
            raise AwsError("LimitExceededException", f"ChangeSet limit exceeded: {MOST}")
        change_set = self._new(stack, data, self._definition(stack, data))
        self._place.motion.start(self._creation(change_set))
        return {"Id": change_set.id, "StackId": stack.id}

    def _target(self, data: Data) -> Stack:
        """Return the stack, which a change set of type CREATE makes, to be reviewed."""
        name, kind = data["StackName"], data.get("ChangeSetType", "UPDATE")
        stack = self._stacks.named(name.split("/")[1] if name.startswith("arn:") else name)
        if kind == "CREATE":
            if stack is None:
                return self._writing.review(name, self._submissions.definition(data))
            if stack.status != "REVIEW_IN_PROGRESS":
                raise validation(
                    f"Stack [{name}] already exists and cannot be created again with the changeSet "
                    f"[{data['ChangeSetName']}]."
                )
            return stack
        if stack is None:
            raise validation(f"Stack [{name}] does not exist")
        check_updatable(stack)
        return stack

    def _definition(self, stack: Stack, data: Data) -> Definition:
        current = None if stack.status == "REVIEW_IN_PROGRESS" else stack
        return self._submissions.definition(data, current)

    def _new(
        self, stack: Stack, data: Data, definition: Definition, parent: ChangeSet | None = None
    ) -> ChangeSet:
        name = data["ChangeSetName"]
        if parent is not None:
            name = f"{name}-{stack.name}"[:128]
        identifier = self._place.ids.uuid(f"change set {stack.name}")
        change_set = ChangeSet(
            name=name,
            id=self._place.arn("cloudformation", f"changeSet/{name}/{identifier}"),
            stack=stack,
            definition=definition,
            given=data,
            basis=stack.updates,
            created=self._place.now(),
            parent=parent,
        )
        self._all[change_set.id] = change_set
        return change_set

    def _creation(self, change_set: ChangeSet) -> Steps:
        change_set.status = "CREATE_IN_PROGRESS"
        yield self._place.pace.stepping
        try:
            self._fill(change_set)
        except AwsError as error:
            change_set.status, change_set.reason = "FAILED", error.message
            return
        if not change_set.changes and not self._differs(change_set):
            before = change_set.stack.definition
            same = change_set.definition.template is before.template
            change_set.status = "FAILED"
            change_set.reason = UNCHANGED if same else NO_UPDATES
            return
        change_set.status = "CREATE_COMPLETE"

    def _differs(self, change_set: ChangeSet) -> bool:
        return self._comparison.differs(change_set.stack, change_set.definition)

    def _fill(self, change_set: ChangeSet) -> None:
        """Find the changes; with nested stacks, only those nested ones that change."""
        changes, _ = self._comparison.changes(change_set.stack, change_set.definition)
        if change_set.nested:
            changes = tuple(change for change in changes if change.effective)
        change_set.changes = changes
        for change in changes:
            if change_set.nested and change.child is not None and change.before is not None:
                stack = self._stacks.find(change.before.physical)
                child = self._new(stack, change_set.given, change.child, change_set)
                change_set.children[change.logical] = child
                self._fill(child)
                child.status = "CREATE_COMPLETE"

    def all(self) -> tuple[ChangeSet, ...]:
        """Return the change sets that there are."""
        return tuple(self._all.values())

    def given(self, change_set: str) -> Data:
        """Return what was sent to create a change set."""
        return self._all[change_set].given

    def _found(self, data: Data) -> ChangeSet:
        name = data["ChangeSetName"]
        if name.startswith("arn:"):
            found = self._all.get(name)
        elif not data.get("StackName"):
            raise validation(
                "StackName must be specified if ChangeSetName is not specified as an ARN."
            )
        else:
            stack = self._stacks.find(data["StackName"])
            of_name = (one for one in self._all.values() if one.stack is stack)
            found = next((one for one in of_name if one.name == name), None)
        if found is None:
            raise AwsError("ChangeSetNotFound", f"ChangeSet [{name}] does not exist", 404)
        return found

    def _describe(self, data: Data) -> Data:
        change_set = self._found(data)
        size = self._place.pace.page or PAGE
        changes, token = page(change_set.changes, data.get("NextToken"), size)
        values = data.get("IncludePropertyValues", False)
        shown = []
        for change in changes:
            one = described(change, change_set.stack, change_set.definition, values=values)
            child = change_set.children.get(change.logical)
            if child is not None:
                one["ResourceChange"]["ChangeSetId"] = child.id
            shown.append(one)
        return {
            **summary(change_set),
            "Parameters": parameters_of(change_set.definition),
            "Tags": as_list(change_set.definition.tags),
            "Capabilities": list(change_set.definition.capabilities),
            "NotificationARNs": [],
            "Changes": shown,
            "NextToken": token,
        }

    def _list(self, data: Data) -> Data:
        stack = self._stacks.find(data["StackName"])
        found = [summary(one) for one in self._all.values() if one.stack is stack]
        items, token = page(found, data.get("NextToken"), self._place.pace.page or PAGE)
        return {"Summaries": list(items), "NextToken": token}

    def _execute(self, data: Data) -> Data:
        change_set = self._found(data)
        token = data.get("ClientRequestToken")
        if token is not None and change_set.stack.token == token and change_set.executed:
            return {}
        if change_set.parent is not None:
            raise validation("Change sets of nested stacks must be executed from the root")
        if change_set.execution != "AVAILABLE":
            failed = change_set.status != "CREATE_COMPLETE"
            kind, is_ = ("status", change_set.status) if failed else (
                "execution status", change_set.execution)  # fmt: skip
            raise AwsError(
                "InvalidChangeSetStatus",
                f"ChangeSet [{change_set.id}] cannot be executed in its current {kind} of [{is_}]",
            )
        if change_set.stack.status != "REVIEW_IN_PROGRESS":
            check_updatable(change_set.stack)
        change_set.stack.disable_rollback = data.get("DisableRollback", False)
        self._start(change_set, token)
        return {}

    def _start(self, change_set: ChangeSet, token: str | None) -> None:
        stack = change_set.stack
        stack.token = token
        change_set.executed = "EXECUTE_COMPLETE"
        if stack.status == "REVIEW_IN_PROGRESS":
            stack.definition = change_set.definition
            self._writing.start_creating(stack)
        else:
            self._writing.start_updating(stack, change_set.definition)

    def _delete(self, data: Data) -> Data:
        change_set = self._found(data)
        for child in change_set.children.values():
            self._all.pop(child.id, None)
        del self._all[change_set.id]
        return {}
