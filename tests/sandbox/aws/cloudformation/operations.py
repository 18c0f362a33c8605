"""Operations on root stacks from the first event to the last, nested stacks included."""

from __future__ import annotations

from attrs import frozen

from tests.sandbox.aws.cloudformation.attempt import Failure
from tests.sandbox.aws.cloudformation.journal import Journal
from tests.sandbox.aws.cloudformation.nested import Nesting
from tests.sandbox.aws.cloudformation.removal import CLEANING, Removal
from tests.sandbox.aws.cloudformation.stack import NESTED, Stack, Stacks
from tests.sandbox.aws.cloudformation.trouble import Phase, Trouble
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.motion import Steps
from tests.sandbox.aws.place import Place

INITIATED = "User Initiated"


@frozen(kw_only=True)
class Operations:
    """Create, update, roll back and delete; each as steps."""

    place: Place
    stacks: Stacks
    journal: Journal
    trouble: Trouble
    nesting: Nesting
    removal: Removal

    def create(self, stack: Stack) -> Steps:
        """Create a stack; a failure deletes what was made, unless rollback is disabled."""
        self.journal.stack(stack, "CREATE_IN_PROGRESS", INITIATED)
        try:
            yield from self._forward(stack)
        except Failure as failure:
            yield from self._undo_creation(stack, failure.reason)
            return
        self.journal.stack(stack, "CREATE_COMPLETE")

    def _forward(self, stack: Stack) -> Steps:
        yield self.place.pace.stepping
        yield from self.trouble.waiting(stack, "")
        yield from self.nesting.bring_about(stack, Phase.FORWARD)

    def _undo_creation(self, stack: Stack, reason: str) -> Steps:
        if stack.disable_rollback:
            self.journal.stack(stack, "CREATE_FAILED", reason)
            return
        self.journal.stack(stack, "ROLLBACK_IN_PROGRESS", f"{reason}Rollback requested by user.")
        yield self.place.pace.stepping
        yield from self.removal.remove(stack, list(stack.resources.values()))
        status = "ROLLBACK_FAILED" if stack.resources else "ROLLBACK_COMPLETE"
        self.journal.stack(stack, status)

    def update(self, stack: Stack) -> Steps:
        """Update a stack to its definition; a failure brings back what it was `before`."""
        self.journal.stack(stack, "UPDATE_IN_PROGRESS", INITIATED)
        try:
            yield from self._forward(stack)
        except Failure as failure:
            stack.cancelled = False
            if stack.disable_rollback:
                self.journal.stack(stack, "UPDATE_FAILED", failure.reason)
                return
            yield from self._roll_back(stack, failure.reason)
            return
        self.journal.stack(stack, "UPDATE_COMPLETE" + CLEANING)
        yield from self.removal.clean_up(stack)
        self.journal.stack(stack, "UPDATE_COMPLETE")

    def _roll_back(self, stack: Stack, reason: str) -> Steps:
        self.journal.stack(stack, "UPDATE_ROLLBACK_IN_PROGRESS", reason)
        try:
            yield from self.nesting.go_back(stack)
        except Failure as failure:
            self.journal.stack(stack, "UPDATE_ROLLBACK_FAILED", failure.reason)
            return
        self.journal.stack(stack, "UPDATE_ROLLBACK_COMPLETE" + CLEANING)
        yield from self.removal.clean_up(stack)
        self.journal.stack(stack, "UPDATE_ROLLBACK_COMPLETE")

    def continue_rollback(self, stack: Stack, skipped: list[str]) -> Steps:
        """Go on with a rollback that failed; skipped resources count as rolled back."""
        for name in skipped:
            self._skip(stack, name)
        yield from self._roll_back(stack, INITIATED)

    def _skip(self, stack: Stack, name: str) -> None:
        """Take a resource, `LOGICAL` or `NESTED.LOGICAL`, for rolled back."""
        first, _, rest = name.partition(".")
        resource = stack.resources[first]
        if rest and resource.state.kind == NESTED:
            self._skip(self.stacks.find(resource.physical), rest)
            return
        stack.skipped.add(first)
        self.journal.resource(stack, resource, "UPDATE_COMPLETE")

    def delete(self, stack: Stack) -> Steps:
        """Delete a stack."""
        try:
            yield from self.removal.delete_stack(stack)
        except AwsError as error:
            if stack.status != "DELETE_FAILED":
                self.journal.stack(stack, "DELETE_FAILED", error.message)
