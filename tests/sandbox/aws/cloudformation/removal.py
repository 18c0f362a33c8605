"""Deleting resources: those that an operation leaves behind, and all of a stack."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from attrs import frozen

from tests.sandbox.aws.cloudformation.journal import Journal
from tests.sandbox.aws.cloudformation.stack import NESTED, Resource, Stack, Stacks
from tests.sandbox.aws.cloudformation.trouble import Phase, Trouble
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.motion import Steps, Wait
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.resource.handler import Handler, Made

CLEANING = "_CLEANUP_IN_PROGRESS"


@frozen(kw_only=True)
class Removal:
    """Delete resources, those first that need others."""

    place: Place
    stacks: Stacks
    journal: Journal
    trouble: Trouble
    handlers: Callable[[str], Handler]

    def clean_up(self, stack: Stack) -> Steps:
        """Delete what a stack's update has left behind, its nested stacks' too.

        What cannot be deleted is left where it is, as CloudFormation does.
        """
        yield self.place.pace.stepping
        for resource in list(stack.resources.values()):
            child = self._child(resource)
            if child is not None and child.status.endswith(CLEANING):
                done = child.status.removesuffix(CLEANING)
                yield from self.clean_up(child)
                self.journal.stack(child, done)
        unwanted = [one for name, one in stack.resources.items() if name not in stack.wanted]
        leaving, stack.leaving = stack.leaving, []
        yield from self.remove(stack, [*unwanted, *leaving])
        stack.before = None

    def remove(self, stack: Stack, resources: Iterable[Resource]) -> Steps:
        """Delete resources; those that fail keep the status DELETE_FAILED."""
        for resource in sorted(resources, key=lambda one: -one.rank):
            replaced = stack.resources.get(resource.logical) is not resource
            kept = resource.keep_on_replace if replaced else resource.keep_on_delete
            if kept:
                self.journal.resource(stack, resource, "DELETE_SKIPPED")
            elif not (yield from self._deleted(stack, resource)):
                continue
            if not replaced:
                del stack.resources[resource.logical]

    def _deleted(self, stack: Stack, resource: Resource) -> Generator[Wait, None, bool]:
        self.journal.resource(stack, resource, "DELETE_IN_PROGRESS")
        yield self.place.pace.stepping
        yield from self.trouble.waiting(stack, resource.logical)
        try:
            yield from self._delete(stack, resource)
        except AwsError as error:
            self.journal.resource(stack, resource, "DELETE_FAILED", error.message)
            return False
        self.journal.resource(stack, resource, "DELETE_COMPLETE")
        return True

    def _delete(self, stack: Stack, resource: Resource) -> Steps:
        if not resource.physical:
            return
        reason = self.trouble.reason(stack, resource.logical, Phase.DELETE)
        if reason is not None:
            raise validation(reason)
        child = self._child(resource)
        if child is not None:
            yield from self.delete_stack(child)
        else:
            made = Made(physical=resource.physical, attributes=resource.attributes)
            self.handlers(resource.state.kind).delete(made, resource.state.properties)

    def _child(self, resource: Resource) -> Stack | None:
        if resource.state.kind != NESTED or not resource.physical:
            return None
        return self.stacks.find(resource.physical)

    def delete_stack(self, stack: Stack) -> Steps:
        """Delete a stack and all of its resources; raise where one of them is left."""
        self.stacks.set_outputs(stack, [])
        self.journal.stack(stack, "DELETE_IN_PROGRESS", None if stack.parent else "User Initiated")
        yield self.place.pace.stepping
        yield from self.trouble.waiting(stack, "")
        leaving, stack.leaving = stack.leaving, []
        yield from self.remove(stack, [*stack.resources.values(), *leaving])
        if stack.resources:
            names = ", ".join(stack.resources)
            reason = f"The following resource(s) failed to delete: [{names}]. "
            self.journal.stack(stack, "DELETE_FAILED", reason)
            raise validation(reason)
        self.journal.stack(stack, "DELETE_COMPLETE")
        stack.deleted = self.place.now()
        stack.imports.clear()
        self.stacks.drop(stack)
