"""The TemplateURLs of a template: where they stand in its text, and what they name."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from yaml.nodes import Node

from kayron.core.template.intrinsic import Scope, holds
from kayron.core.template.node import call, child, entries, items, scalar
from kayron.core.template.sharing import Share
from kayron.core.template.source import ResourceNode, Template, first_share
from kayron.core.template.structure import LOOP

NESTED_STACK = "AWS::CloudFormation::Stack"

TEMPLATE_URL = "TemplateURL"


@frozen(order=True)
class Spot:
    """A place in a template where a TemplateURL stands: a stack resource, and the steps to the arm
    of each `Fn::If` on the way. It is the same place in every text of that structure.
    """

    resource: str
    steps: tuple[int, ...]


@frozen(order=True)
class Link:
    """A spot and the path of the template of ours that it names."""

    spot: Spot
    path: str


def stack_resources(template: Template) -> tuple[ResourceNode, ...]:
    """Return the nested stacks of a template, in its order."""
    return tuple(one for one in template.resources.values() if one.type == NESTED_STACK)


def stack_loops(template: Template, scope: Scope) -> Iterator[tuple[str, Node]]:
    """Yield the loops that may make nested stacks, by their keys."""
    for name, loop in template.loops.items():
        if _makes_stacks(loop, template, scope):
            yield name, loop


def _makes_stacks(loop: Node, template: Template, scope: Scope) -> bool:
    body = [entry for part in items(loop) for entry in entries(part)]
    inner = [node for key, node in body if key.value.startswith(LOOP)]
    stacks = [node for _, node in body if scalar(child(node, "Type")) == NESTED_STACK]
    conditions = [scalar(child(node, "Condition")) or "" for node in stacks]
    return any(holds(one, template, scope) is not False for one in conditions) or any(
        _makes_stacks(node, template, scope) for node in inner
    )


def is_there(resource: ResourceNode, template: Template, scope: Scope) -> bool:
    """Tell whether a resource exists as far as is known: its condition is not known to be false."""
    return resource.condition is None or holds(resource.condition, template, scope) is not False


def arms_of(
    resource: ResourceNode, template: Template, scope: Scope
) -> Iterator[tuple[Spot, Node]]:
    """Yield the expressions of a stack's TemplateURL: the arm of an If that holds, both where that
    is not known.
    """
    node = resource.properties.get(TEMPLATE_URL)
    if node is not None:
        for steps, arm in _arms(node, (), template, scope):
            yield Spot(resource.id, steps), arm


def node_at(resource: ResourceNode, spot: Spot) -> Node:
    """Return the expression at a spot of its resource."""
    node = resource.properties[TEMPLATE_URL]
    for step in spot.steps:
        node = _if_items(node)[step]
    return node


def _arms(
    node: Node, steps: tuple[int, ...], template: Template, scope: Scope
) -> Iterator[tuple[tuple[int, ...], Node]]:
    parts = _if_items(node)
    if not parts:
        yield steps, node
        return
    truth = holds(scalar(parts[0]) or "", template, scope)
    if truth is not False:
        yield from _arms(parts[1], (*steps, 1), template, scope)
    if truth is not True:
        yield from _arms(parts[2], (*steps, 2), template, scope)


def _if_items(node: Node) -> list[Node]:
    """Return the condition and the two arms of an Fn::If, nothing for any other node."""
    found = call(node)
    parts = items(found.argument) if found is not None and found.name == "Fn::If" else []
    return parts if len(parts) == 3 else []  # noqa: PLR2004 - that is what an If has


def is_shared(resource: ResourceNode, template: Template) -> Share | None:
    """Return the anchor, alias or merge key that a stack's TemplateURL is written with, or None.

    Its text cannot be replaced then: it would change elsewhere too.
    """
    if not template.shares:
        return None
    start, end = _written(resource)
    return first_share(template, start, end)


def _written(resource: ResourceNode) -> tuple[int, int]:
    """Return the offsets between which a TemplateURL is written.

    An alias lies behind its key, its node elsewhere: so the next key or the end of all that holds
    it is the end. Where even its properties lie elsewhere, all of the resource is.
    """
    whole = (resource.key.start_mark.index, resource.node.end_mark.index)
    pairs = entries(resource.node)
    keys = [key for pair in pairs if pair[0].value == "Properties" for key, _ in entries(pair[1])]
    names = [key.value for key in keys]
    if TEMPLATE_URL not in names or not whole[0] < keys[0].start_mark.index < whole[1]:
        return whole
    index = names.index(TEMPLATE_URL)
    start: int = keys[index].start_mark.index
    return start, keys[index + 1].start_mark.index if index + 1 < len(keys) else whole[1]
