"""A template read for one environment: what its conditions, functions and references come to here.

A resource whose `Condition` is false is as if it were not there. `Fn::If` is followed; any other
function where a list or a mapping must be read is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kayron.core.template.intrinsic import Scope, Unresolved, holds, resolve
from kayron.core.template.node import call, child, is_no_value, is_null, items, scalar
from kayron.core.template.reference import references
from kayron.core.template.refusal import refuse
from kayron.core.template.source import ResourceNode, Template

SERVICE = "AWS::ECS::Service"
TASK_DEFINITION = "AWS::ECS::TaskDefinition"
TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
LISTENER_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
RECORD_SET = "AWS::Route53::RecordSet"

IF_PARTS = 3
"""A condition and two arms."""


@frozen(kw_only=True, eq=False)
class Reading:
    """A template, the values that are known in it, and the environment's name."""

    template: Template
    scope: Scope
    environment: str

    def resources(self, kind: str) -> list[ResourceNode]:
        """Return the resources of a type that may exist here, in the text's order."""
        return [
            one
            for one in self.template.resources.values()
            if one.type == kind and self._exists(one)
        ]

    def _exists(self, resource: ResourceNode) -> bool:
        condition = resource.condition
        return condition is None or holds(condition, self.template, self.scope) is not False

    def alternatives(self, node: Node) -> list[Node]:
        """Return what a node may be here: of an `Fn::If` the arm that holds, both where unknown."""
        found = call(node)
        if found is None or found.name != "Fn::If" or len(items(found.argument)) != IF_PARTS:
            return [node]
        name, yes, no = items(found.argument)
        held = holds(scalar(name) or "", self.template, self.scope)
        chosen = [yes, no] if held is None else [yes if held else no]
        return [arm for part in chosen for arm in self.alternatives(part)]

    def arms(self, node: Node) -> list[Node]:
        """Return the alternatives of a node but `NoValue`, which is nothing."""
        return [arm for arm in self.alternatives(node) if not is_no_value(arm)]

    def text(self, node: Node) -> str | None:
        """Return the value of an expression, or None where it is not known."""
        value = resolve(node, self.template, self.scope)
        return None if isinstance(value, Unresolved) else value

    def mappings(self, node: Node, what: str) -> list[MappingNode]:
        """Return the mappings that a node may be; refuse anything else. `what` names it."""
        found = self.arms(node)
        for arm in found:
            if not isinstance(arm, MappingNode) or call(arm):
                refuse(
                    self.template, arm, f"{what} is {_form(arm)}; previews need it as a mapping."
                )
        return [arm for arm in found if isinstance(arm, MappingNode)]

    def lists(self, node: Node, what: str) -> list[SequenceNode]:
        """Return the lists that a node may be; refuse anything else. `what` names it."""
        found = self.arms(node)
        for arm in found:
            if not isinstance(arm, SequenceNode) or call(arm):
                refuse(self.template, arm, f"{what} is {_form(arm)}; previews need it as a list.")
        return [arm for arm in found if isinstance(arm, SequenceNode)]

    def items(self, node: Node, what: str) -> Iterator[MappingNode]:
        """Yield the mappings in the lists that a node may be."""
        for found in self.lists(node, what):
            for item in items(found):
                yield from self.mappings(item, f"an item of {what}")

    def referred(self, node: Node, kind: str) -> list[str]:
        """Return the logical ids of a type that a node refers to, as far as they may exist here."""
        known = self.template.resources
        ids = [
            one.id
            for arm in self.arms(node)
            for one in references(arm)
            if one.id in known and known[one.id].type == kind and self._exists(known[one.id])
        ]
        return list(dict.fromkeys(ids))

    def below(self, mapping: Node, *keys: str) -> Node | None:
        """Return the value under keys, one below the other, or None."""
        found: Node | None = mapping
        for key in keys:
            found = None if found is None else child(found, key)
        return found


def _form(node: Node) -> str:
    found = call(node)
    if found is not None:
        return f"the function {found.name}"
    if isinstance(node, ScalarNode) and is_null(node):
        return "empty"
    return {"MappingNode": "a mapping", "SequenceNode": "a list"}.get(type(node).__name__, "a text")
