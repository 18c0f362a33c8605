"""Bringing a stack's resources to what its definition says: make and change, delete nothing yet."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from tests.sandbox.aws.cloudformation.attempt import Attempt, Cancelled
from tests.sandbox.aws.cloudformation.dependency import waves
from tests.sandbox.aws.cloudformation.journal import Journal
from tests.sandbox.aws.cloudformation.replacement import check_name, replacing
from tests.sandbox.aws.cloudformation.stack import NESTED, Resource, Stack, Stacks, State
from tests.sandbox.aws.cloudformation.state import Evaluation
from tests.sandbox.aws.cloudformation.trouble import Phase, Trouble
from tests.sandbox.aws.cloudformation.value import Scope
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.motion import Steps, together
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.resource.handler import Handler, Made, Spot

Nest = Callable[[Attempt, str, State, Resource | None], Steps]
"""Bring about a nested stack."""

CANCELLED = {"create": "Resource creation cancelled", "update": "Resource update cancelled"}
REPLACING = "Requested update requires the creation of a new physical resource; hence creating one."


@frozen(kw_only=True)
class Transition:
    """Make and change the resources of a stack, those at once that don't need one another."""

    place: Place
    stacks: Stacks
    journal: Journal
    trouble: Trouble
    evaluation: Evaluation
    handlers: Callable[[str], Handler]

    def run(self, stack: Stack, phase: Phase, nest: Nest) -> Steps:
        """Bring a stack to its definition, or raise `Failure`."""
        template = stack.definition.template
        scope = self.evaluation.scope(stack, stack.definition)
        stack.wanted = frozenset(
            name for name, one in template.resources.items() if scope.wanted(one)
        )
        for rank, wave in enumerate(waves(template)):
            names = [name for name in wave if name in stack.wanted]
            names.sort(key=lambda _: self.place.ids.hex(f"order {stack.name}", 8))
            attempt = Attempt(stack=stack, phase=phase, rank=rank)
            yield from together([self._bring(attempt, scope, name, nest) for name in names])
            attempt.conclude()
        stack.skipped.clear()
        self.stacks.set_outputs(stack, self.evaluation.outputs(scope))

    def _bring(self, attempt: Attempt, scope: Scope, name: str, nest: Nest) -> Steps:
        """Bring one resource to what it is to be; a failure is noted in the attempt."""
        stack = attempt.stack
        if name in stack.skipped:
            return
        current = stack.resources.get(name)
        verb = "update" if current else "create"
        try:
            state = self.evaluation.state(stack.definition, scope, name)
            if state.kind == NESTED:
                yield from nest(attempt, name, state, current)
            elif current is None or current.dirty or current.state != state:
                yield from self._change(attempt, name, state, current)
            self._note(attempt, stack.resources[name])
        except Cancelled:
            self._fail(attempt, name, verb, CANCELLED[verb])
        except AwsError as error:
            self._fail(attempt, name, verb, error.message)

    def _note(self, attempt: Attempt, resource: Resource) -> None:
        declared = attempt.stack.definition.template.resources[resource.logical]
        resource.rank = attempt.rank
        resource.keep_on_delete = declared.get("DeletionPolicy") == "Retain"
        resource.keep_on_replace = declared.get("UpdateReplacePolicy") == "Retain"

    def _fail(self, attempt: Attempt, name: str, verb: str, reason: str) -> None:
        resource = attempt.stack.resources.get(name)
        if resource is None:
            state = State(kind=self._kind(attempt.stack, name), properties={}, tags={})
            resource = self._placed(attempt.stack, name, state)
        self._note(attempt, resource)
        attempt.failed[verb].append(name)
        resource.dirty = True
        self.journal.resource(attempt.stack, resource, f"{verb.upper()}_FAILED", reason)

    def _kind(self, stack: Stack, name: str) -> str:
        kind: str = stack.definition.template.resources[name]["Type"]
        return kind

    def _placed(self, stack: Stack, name: str, state: State) -> Resource:
        """Put a resource in place that nothing stands behind yet."""
        resource = Resource(
            logical=name, state=state, status="CREATE_IN_PROGRESS", updated=self.place.now()
        )
        stack.resources[name] = resource
        return resource

    def _change(self, attempt: Attempt, name: str, state: State, current: Resource | None) -> Steps:
        if current is None or not current.physical:
            yield from self._create(attempt, self._placed(attempt.stack, name, state))
        elif current.state.kind != state.kind:
            raise validation(
                f"Update of resource type is not permitted. The new template modifies resource "
                f"type of the following resources: [{name}]"
            )
        elif replacing(current.state, state):
            yield from self._replace(attempt, current, state)
        else:
            yield from self._update(attempt, current, state)

    def _create(self, attempt: Attempt, resource: Resource) -> Steps:
        self.journal.resource(attempt.stack, resource, "CREATE_IN_PROGRESS")
        yield from self.begin(attempt, resource.logical)
        yield from self._make(attempt, resource, "CREATE_IN_PROGRESS")
        self.journal.resource(attempt.stack, resource, "CREATE_COMPLETE")

    def _replace(self, attempt: Attempt, current: Resource, state: State) -> Steps:
        """Make another in place of a resource, which goes when the update is through."""
        stack = attempt.stack
        check_name(current.state, state, current.physical)
        self.journal.resource(stack, current, "UPDATE_IN_PROGRESS", REPLACING)
        yield from self.begin(attempt, current.logical)
        stack.leaving.append(current)
        resource = self._placed(stack, current.logical, state)
        yield from self._make(attempt, resource, "UPDATE_IN_PROGRESS")
        self.journal.resource(stack, resource, "UPDATE_COMPLETE")

    def _make(self, attempt: Attempt, resource: Resource, status: str) -> Steps:
        stack, state = attempt.stack, resource.state
        handler, spot = self.handlers(state.kind), self.spot(stack, resource.logical, state)
        made = self._called(state.kind, lambda: handler.create(spot, state.properties))
        resource.physical, resource.attributes = made.physical, made.attributes
        self.journal.resource(stack, resource, status, "Resource creation Initiated")
        yield from self._settled(attempt, handler, made)

    def _update(self, attempt: Attempt, resource: Resource, state: State) -> Steps:
        stack = attempt.stack
        self.journal.resource(stack, resource, "UPDATE_IN_PROGRESS")
        yield from self.begin(attempt, resource.logical)
        handler, spot = self.handlers(state.kind), self.spot(stack, resource.logical, state)
        made = Made(physical=resource.physical, attributes=resource.attributes)
        made = self._called(state.kind, lambda: handler.update(spot, made, state.properties))
        resource.dirty = True
        yield from self._settled(attempt, handler, made)
        resource.state, resource.attributes, resource.dirty = state, made.attributes, False
        self.journal.resource(stack, resource, "UPDATE_COMPLETE")

    def begin(self, attempt: Attempt, name: str) -> Steps:
        """Wait one step, then fail where the test wants it so."""
        yield self.place.pace.stepping
        attempt.check()
        for wait in self.trouble.waiting(attempt.stack, name):
            yield wait
            attempt.check()
        reason = self.trouble.reason(attempt.stack, name, attempt.phase)
        if reason is not None:
            raise validation(reason)

    def _settled(self, attempt: Attempt, handler: Handler, made: Made) -> Steps:
        for wait in handler.settle(made):
            attempt.check()
            yield wait

    def spot(self, stack: Stack, name: str, state: State) -> Spot:
        """Return where a resource stands."""
        return Spot(
            stack=stack.name,
            stack_id=stack.id,
            logical=name,
            kind=state.kind,
            stack_tags=state.tags,
            ids=self.place.ids,
        )

    def _called(self, kind: str, call: Callable[[], Made]) -> Made:
        """Return what a handler made; what it refuses is said as CloudFormation says it."""
        try:
            return call()
        except KeyError as error:
            raise validation(
                f"Properties validation failed for resource of type {kind} with message: #: "
                f"required key {error} not found"
            ) from error
        except AwsError as error:
            service = kind.split("::")[1]
            request, token = (self.place.ids.uuid(f"{kind} {what}") for what in "rt")
            code = HANDLER_CODES.get(error.code, "InvalidRequest")
            raise validation(
                f'Resource handler returned message: "{error.message} (Service: {service}, Status '
                f'Code: {error.status}, Request ID: {request}) (SDK Attempt Count: 1)" '
                f"(RequestToken: {token}, HandlerErrorCode: {code})"
            ) from error


HANDLER_CODES = {
    "DuplicateListener": "AlreadyExists",
    "DuplicateLoadBalancerName": "AlreadyExists",
    "DuplicateTargetGroupName": "AlreadyExists",
    "BucketAlreadyOwnedByYou": "AlreadyExists",
    "PriorityInUse": "AlreadyExists",
    "ResourceAlreadyExists": "AlreadyExists",
    "ResourceInUse": "ResourceConflict",
    "TooManyRules": "ServiceLimitExceeded",
}
"""What the registry's handlers make of an error; InvalidRequest is the commonest."""
