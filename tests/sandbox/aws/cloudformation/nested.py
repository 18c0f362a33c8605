"""Nested stacks as resources of their parent."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from tests.sandbox.aws.cloudformation.attempt import Attempt, Failure
from tests.sandbox.aws.cloudformation.journal import Journal
from tests.sandbox.aws.cloudformation.parameter import resolved
from tests.sandbox.aws.cloudformation.removal import CLEANING
from tests.sandbox.aws.cloudformation.stack import Definition, Resource, Stack, Stacks, State
from tests.sandbox.aws.cloudformation.state import nested_parameters, nested_tags
from tests.sandbox.aws.cloudformation.template import check_capabilities, check_counts, parsed
from tests.sandbox.aws.cloudformation.transition import Transition
from tests.sandbox.aws.cloudformation.trouble import Phase
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.motion import Steps
from tests.sandbox.aws.place import Place

TOUCHED = frozenset(
    {
        "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS",
        "UPDATE_ROLLBACK_FAILED",
    }
)  # fmt: skip

Differs = Callable[[Stack, Definition], bool]
"""Whether a definition would change anything in a stack or in those nested in it."""


@frozen(kw_only=True)
class Nesting:
    """Make and update stacks, nested ones within them."""

    place: Place
    stacks: Stacks
    journal: Journal
    transition: Transition
    differs: Differs

    def bring_about(self, stack: Stack, phase: Phase) -> Steps:
        """Bring a stack to its definition with all that is nested in it, or raise `Failure`."""
        try:
            yield from self.transition.run(stack, phase, self._nest)
        except AwsError as error:
            raise Failure(error.message) from error

    def _nest(self, attempt: Attempt, name: str, state: State, current: Resource | None) -> Steps:
        if current is None or not current.physical:
            yield from self._create(attempt, name, state)
            return
        child = self.stacks.find(current.physical)
        if attempt.phase is Phase.ROLLBACK:
            if child.status in TOUCHED:
                yield from self._roll_back(attempt, current, child)
            elif current.dirty:
                self._done(attempt.stack, current, child, "UPDATE_COMPLETE")
            current.state = state
            return
        definition = self._definition(state, attempt.stack)
        if state != current.state or current.dirty or self.differs(child, definition):
            yield from self._update(attempt, current, child, state, definition)

    def _definition(self, state: State, parent: Stack) -> Definition:
        """Return what a nested stack is to be; its parameters that aren't given are defaults."""
        template = parsed(state.template or "")
        check_counts(template, self.place.pace.entries)
        check_capabilities(template, list(parent.definition.capabilities))
        return Definition(
            template=template,
            parameters=resolved(template, nested_parameters(state), {}),
            tags=nested_tags(state),
            role=parent.definition.role,
            capabilities=parent.definition.capabilities,
        )

    def new_stack(self, name: str, definition: Definition, parent: Stack | None = None) -> Stack:
        """Return a stack that is about to be created."""
        identifier = self.place.ids.uuid(f"stack {name}")
        stack = Stack(
            name=name,
            id=self.place.arn("cloudformation", f"stack/{name}/{identifier}"),
            definition=definition,
            status="CREATE_IN_PROGRESS",
            created=self.place.now(),
            parent=parent,
            token=parent.token if parent else None,
        )
        self.stacks.add(stack)
        return stack

    def _create(self, attempt: Attempt, name: str, state: State) -> Steps:
        parent = attempt.stack
        resource = Resource(
            logical=name, state=state, status="CREATE_IN_PROGRESS", updated=self.place.now()
        )
        parent.resources[name] = resource
        self.journal.resource(parent, resource, "CREATE_IN_PROGRESS")
        yield from self.transition.begin(attempt, name)
        definition = self._definition(state, parent)
        made_up = self.transition.spot(parent, name, state).name(128)
        child = self.new_stack(made_up, definition, parent)
        resource.physical = child.id
        reason = "Resource creation Initiated"
        self.journal.resource(parent, resource, "CREATE_IN_PROGRESS", reason)
        self.journal.stack(child, "CREATE_IN_PROGRESS")
        try:
            yield from self.bring_about(child, Phase.FORWARD)
        except Failure as failure:
            self.journal.stack(child, "ROLLBACK_IN_PROGRESS", failure.reason)
            raise validation(
                f"Embedded stack {child.id} was not successfully created: {failure.reason}"
            ) from failure
        self.journal.stack(child, "CREATE_COMPLETE")
        self._done(parent, resource, child, "CREATE_COMPLETE")

    def _done(self, parent: Stack, resource: Resource, child: Stack, status: str) -> None:
        resource.attributes = outputs_of(child)
        resource.dirty = False
        self.journal.resource(parent, resource, status)

    def _update(
        self,
        attempt: Attempt,
        resource: Resource,
        child: Stack,
        state: State,
        definition: Definition,
    ) -> Steps:
        parent = attempt.stack
        self.journal.resource(parent, resource, "UPDATE_IN_PROGRESS")
        yield from self.transition.begin(attempt, resource.logical)
        child.before, child.definition = child.definition, definition
        child.token = parent.token
        self.journal.stack(child, "UPDATE_IN_PROGRESS")
        try:
            yield from self.bring_about(child, Phase.FORWARD)
        except Failure as failure:
            self.journal.stack(child, "UPDATE_ROLLBACK_IN_PROGRESS", failure.reason)
            raise _not_updated(child) from failure
        self.journal.stack(child, "UPDATE_COMPLETE" + CLEANING)
        resource.state = state
        self._done(parent, resource, child, "UPDATE_COMPLETE")

    def _roll_back(self, attempt: Attempt, resource: Resource, child: Stack) -> Steps:
        self.journal.resource(attempt.stack, resource, "UPDATE_IN_PROGRESS")
        if child.status != "UPDATE_ROLLBACK_IN_PROGRESS":
            self.journal.stack(child, "UPDATE_ROLLBACK_IN_PROGRESS")
        try:
            yield from self.go_back(child)
        except Failure as failure:
            self.journal.stack(child, "UPDATE_ROLLBACK_FAILED", failure.reason)
            raise _not_updated(child) from failure
        self.journal.stack(child, "UPDATE_ROLLBACK_COMPLETE" + CLEANING)
        self._done(attempt.stack, resource, child, "UPDATE_COMPLETE")

    def go_back(self, stack: Stack) -> Steps:
        """Bring a stack back to what it was before its update, or raise `Failure`."""
        if stack.before is not None:
            stack.definition, stack.before = stack.before, None
            self._take_back(stack)
        yield self.place.pace.stepping
        yield from self.bring_about(stack, Phase.ROLLBACK)

    def _take_back(self, stack: Stack) -> None:
        """Put back what was replaced, and let the replacements leave."""
        replaced, stack.leaving = stack.leaving, []
        for old in reversed(replaced):
            stack.leaving.append(stack.resources[old.logical])
            stack.resources[old.logical] = old
            self.journal.resource(stack, old, "UPDATE_COMPLETE")


def _not_updated(child: Stack) -> Exception:
    return validation(
        f"Embedded stack {child.id} was not successfully updated. Currently in {child.status} with "
        f"reason: {child.reason}"
    )


def outputs_of(stack: Stack) -> dict[str, str]:
    """Return a stack's outputs as attributes of the resource that it is."""
    return {f"Outputs.{one['OutputKey']}": one["OutputValue"] for one in stack.outputs}
