"""What a definition would change in a stack, found out without doing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from attrs import frozen

from tests.sandbox.aws.cloudformation.dependency import waves
from tests.sandbox.aws.cloudformation.parameter import resolved
from tests.sandbox.aws.cloudformation.replacement import replacing
from tests.sandbox.aws.cloudformation.stack import (
    NESTED,
    Definition,
    Resource,
    Stack,
    Stacks,
    State,
)
from tests.sandbox.aws.cloudformation.state import (
    Evaluation,
    attribute_of,
    nested_parameters,
    nested_tags,
)
from tests.sandbox.aws.cloudformation.template import parsed
from tests.sandbox.aws.cloudformation.value import LATER, Scope
from tests.sandbox.aws.error import AwsError


class Action(Enum):
    """What happens to a resource."""

    ADD = "Add"
    MODIFY = "Modify"
    REMOVE = "Remove"


@frozen(kw_only=True)
class Change:
    """A change of one resource.

    `effective` is False for a nested stack that is only looked into. `replaced` names the changed
    properties that replace it, `child` is what becomes of a nested stack.
    """

    action: Action
    logical: str
    kind: str
    before: Resource | None
    after: State | None
    replaced: tuple[str, ...] = ()
    effective: bool = True
    child: Definition | None = None


@frozen(kw_only=True)
class Comparison:
    """Compare definitions with what is there."""

    stacks: Stacks
    evaluation: Evaluation

    def differs(self, stack: Stack, definition: Definition) -> bool:
        """Whether a definition would change anything in a stack or in those nested in it."""
        if stack.definition.tags != definition.tags:
            return True
        changes, scope = self.changes(stack, definition)
        if any(change.effective for change in changes):
            return True
        return self._outputs(scope) != _plain(stack.outputs)

    def _outputs(self, scope: Scope) -> list[Mapping[str, str]]:
        return _plain(self.evaluation.outputs(scope))

    def changes(self, stack: Stack, definition: Definition) -> tuple[tuple[Change, ...], Scope]:
        """Return the changes in the template's order, removals last, and the scope of it all."""
        found: dict[str, Change] = {}
        scope = self._scope(stack, definition, found)
        for wave in waves(definition.template):
            for name in wave:
                if scope.wanted(definition.template.resources[name]):
                    change = self._change(stack, definition, scope, name)
                    if change is not None:
                        found[name] = change
        changes = [found[name] for name in definition.template.resources if name in found]
        return (*changes, *_removals(stack, scope)), scope

    def _scope(self, stack: Stack, definition: Definition, found: Mapping[str, Change]) -> Scope:
        def resource(name: str) -> str:
            change = found.get(name)
            if name not in stack.resources or (change is not None and change.replaced):
                return LATER
            return stack.resources[name].physical

        def attribute(name: str, of: str) -> Any:  # noqa: ANN401, attributes are anything
            change = found.get(name)
            if name not in stack.resources or (change is not None and change.effective):
                return LATER
            return attribute_of(stack, name, of)

        return self.evaluation.scope(stack, definition, resource, attribute)

    def _change(
        self, stack: Stack, definition: Definition, scope: Scope, name: str
    ) -> Change | None:
        kind = definition.template.resources[name]["Type"]
        before = stack.resources.get(name)
        after = self.evaluation.state(definition, scope, name)
        if before is None:
            return Change(action=Action.ADD, logical=name, kind=kind, before=None, after=after)
        child = None
        if kind == NESTED:
            child = self._child(definition, after)
            effective = before.state != after or self._child_differs(before, child)
        elif before.state == after and not before.dirty:
            return None
        else:
            effective = True
        return Change(
            action=Action.MODIFY,
            logical=name,
            kind=kind,
            before=before,
            after=after,
            replaced=replacing(before.state, after),
            effective=effective,
            child=child,
        )

    def _child(self, definition: Definition, state: State) -> Definition | None:
        """Return what a nested stack is to be; None where only the update will show it."""
        if state.template is None:
            return None
        template = parsed(state.template)
        try:
            parameters = resolved(template, nested_parameters(state), {})
        except AwsError:
            return None
        return Definition(
            template=template,
            parameters=parameters,
            tags=nested_tags(state),
            role=definition.role,
            capabilities=definition.capabilities,
        )

    def _child_differs(self, before: Resource, child: Definition | None) -> bool:
        if child is None or not before.physical:
            return True
        return self.differs(self.stacks.find(before.physical), child)


def _plain(outputs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, str]]:
    return [{key: one[key] for key in sorted(one) if key != "Description"} for one in outputs]


def _removals(stack: Stack, scope: Scope) -> Iterator[Change]:
    resources = scope.template.resources
    for name, before in stack.resources.items():
        if name not in resources or not scope.wanted(resources[name]):
            yield Change(
                action=Action.REMOVE,
                logical=name,
                kind=before.state.kind,
                before=before,
                after=None,
            )
