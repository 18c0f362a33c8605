"""CloudFormation's operations on stacks, change sets aside: what is refused, and what starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.sandbox.aws.cloudformation.operations import Operations
from tests.sandbox.aws.cloudformation.stack import Definition, Stack, Stacks
from tests.sandbox.aws.cloudformation.submission import Submissions
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.wire import Data

UPDATABLE = frozenset(
    {
        "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_FAILED",
        "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE",
    }
)  # fmt: skip
NO_UPDATES = "No updates are to be performed."


class Writing:
    """Create, update, delete, cancel, continue."""

    def __init__(
        self, place: Place, stacks: Stacks, operations: Operations, submissions: Submissions
    ) -> None:
        self._place = place
        self._stacks = stacks
        self._operations = operations
        self._submissions = submissions
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "CancelUpdateStack": self._cancel,
            "ContinueUpdateRollback": self._continue,
            "CreateStack": self.create,
            "DeleteStack": self.delete,
            "UpdateStack": self.update,
            "UpdateTerminationProtection": self._protect,
        }

    def create(self, data: Data) -> Data:
        """CreateStack."""
        name = data["StackName"]
        present = self._stacks.named(name)
        if present is not None:
            if self._repeated(present, "create", data):
                return {"StackId": present.id}
            raise AwsError("AlreadyExistsException", f"Stack [{name}] already exists")
        stack = self._operations.nesting.new_stack(name, self._submissions.definition(data))
        stack.disable_rollback = data.get("DisableRollback", False)
        stack.protected = data.get("EnableTerminationProtection", False)
        self._remember(stack, "create", data)
        self.start_creating(stack)
        return {"StackId": stack.id}

    def start_creating(self, stack: Stack) -> None:
        """Let the creation of a stack begin."""
        self._place.motion.start(self._operations.create(stack))

    def review(self, name: str, definition: Definition) -> Stack:
        """Make a stack that isn't there yet but for the change set that would create it."""
        stack = self._operations.nesting.new_stack(name, definition)
        self._operations.journal.stack(stack, "REVIEW_IN_PROGRESS", "User Initiated")
        return stack

    def update(self, data: Data) -> Data:
        """UpdateStack."""
        stack = self._stacks.find(data["StackName"])
        if self._repeated(stack, "update", data):
            return {"StackId": stack.id}
        check_updatable(stack)
        definition = self._submissions.definition(data, stack)
        if not self._operations.nesting.differs(stack, definition):
            raise validation(NO_UPDATES)
        self._remember(stack, "update", data)
        stack.disable_rollback = data.get("DisableRollback", False)
        self.start_updating(stack, definition)
        return {"StackId": stack.id}

    def start_updating(self, stack: Stack, definition: Definition) -> None:
        """Let an update of a stack begin."""
        stack.before, stack.definition, stack.cancelled = stack.definition, definition, False
        stack.updates += 1
        self._place.motion.start(self._operations.update(stack))

    def _repeated(self, stack: Stack, verb: str, data: Data) -> bool:
        """Whether the same request was made before; its token for another is refused."""
        token = data.get("ClientRequestToken")
        if token is None or token not in stack.tokens:
            return False
        if stack.tokens[token] == (verb, data):
            return True
        raise AwsError(
            "TokenAlreadyExistsException",
            f"Token {token} already exists for the stack {stack.name} and is used for another "
            "operation",
        )

    def _remember(self, stack: Stack, verb: str, data: Data) -> None:
        stack.token = data.get("ClientRequestToken")
        if stack.token is not None:
            stack.tokens[stack.token] = (verb, data)

    def delete(self, data: Data) -> Data:
        """DeleteStack; one that isn't there is no error."""
        try:
            stack = self._stacks.find(data["StackName"])
        except AwsError:
            return {}
        if stack.deleted is not None or stack.status == "DELETE_IN_PROGRESS":
            return {}
        if stack.protected:
            raise validation(
                f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled"
            )
        if stack.status == "REVIEW_IN_PROGRESS":
            self._stacks.forget(stack)
            return {}
        stack.token = data.get("ClientRequestToken")
        self._place.motion.start(self._operations.delete(stack))
        return {}

    def _cancel(self, data: Data) -> Data:
        stack = self._stacks.find(data["StackName"])
        if stack.status != "UPDATE_IN_PROGRESS":
            raise validation(
                f"CancelUpdateStack cannot be called from current stack status {stack.status}"
            )
        stack.cancelled = True
        # From here on it is another operation: its events have that token, or none.
        stack.token = data.get("ClientRequestToken")
        return {}

    def _continue(self, data: Data) -> Data:
        stack = self._stacks.find(data["StackName"])
        if stack.status != "UPDATE_ROLLBACK_FAILED":
            raise validation(
                f"Stack:{stack.id} is in {stack.status} state and can not be rolled back."
            )
        stack.token = data.get("ClientRequestToken")
        skipped = data.get("ResourcesToSkip", [])
        self._place.motion.start(self._operations.continue_rollback(stack, skipped))
        return {}

    def _protect(self, data: Data) -> Data:
        stack = self._stacks.find(data["StackName"])
        stack.protected = data["EnableTerminationProtection"]
        return {"StackId": stack.id}

    def set_status(self, stack: Stack, status: str) -> None:
        """Let a stack be in a status without having come to it."""
        self._operations.journal.stack(stack, status)


def check_updatable(stack: Stack) -> None:
    """Raise where a stack's status doesn't allow an update."""
    if stack.status not in UPDATABLE or stack.deleted is not None:
        raise validation(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
