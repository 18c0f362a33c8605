"""The structure that CloudFormation asks of a template: sections and resources.

Where a macro rewrites a template, all of it may have any shape before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen
from yaml.nodes import MappingNode, Node, ScalarNode

from kayron.core.template.node import child, entries, scalar
from kayron.core.template.survey import Fault

LOOP = "Fn::ForEach::"
"""How the key of a loop begins; what follows is the loop's name."""

FUNCTION = "Fn::"

MERGE = "<<"

SECTIONS = ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
"""The sections that Kayron reads, all of them mappings."""

LOGICAL_ID = re.compile("[A-Za-z0-9]{1,255}")
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html"""


@frozen(kw_only=True, eq=False)
class ResourceNode:
    """A resource as written: `node` is all of it, `attributes` all but `Type` and `Properties`.

    `type` is empty, and `properties` too, where a macro is to give them.
    """

    id: str
    type: str
    key: ScalarNode
    node: MappingNode
    condition: str | None
    properties: Mapping[str, Node]
    attributes: Mapping[str, Node]


def table(node: Node | None) -> dict[str, Node]:
    """Return the entries of a mapping by key, in the text's order; none of any other node."""
    return {key.value: value for key, value in entries(node)}


def resources_of(root: Node) -> dict[str, ResourceNode]:
    """Return the resources by logical id, in the text's order; neither loops nor macros."""
    found = {}
    for key, node in entries(child(root, "Resources")):
        if isinstance(node, MappingNode) and not key.value.startswith(FUNCTION):
            found[key.value] = _resource(key, node)
    return found


def _resource(key: ScalarNode, node: MappingNode) -> ResourceNode:
    attributes = table(node)
    kind, properties = attributes.pop("Type", None), attributes.pop("Properties", None)
    condition = attributes.get("Condition")
    return ResourceNode(
        id=key.value,
        type=(scalar(kind) if kind else None) or "",
        key=key,
        node=node,
        condition=scalar(condition) if condition else None,
        properties=table(properties),
        attributes=attributes,
    )


def faults_of(root: MappingNode) -> Iterator[Fault]:
    """Yield what CloudFormation would refuse of a template without macros, in the text's order."""
    if child(root, "Resources") is None:
        yield root, "has no Resources, so it is no template."
    for key, node in entries(root):
        if key.value == MERGE:
            yield key, "is a merge key among the sections, which CloudFormation does not read."
        if key.value in SECTIONS and not isinstance(node, MappingNode):
            yield node, f"must be a mapping: {key.value} has names and their values."
        if key.value == "Resources":
            yield from _faults_of_resources(node)


def _faults_of_resources(node: Node) -> Iterator[Fault]:
    if isinstance(node, MappingNode) and not node.value:
        yield node, "has no resource; CloudFormation asks for at least one."
    for key, resource in entries(node):
        if key.value == MERGE:
            yield key, "is a merge key among the resources, which CloudFormation does not read."
        elif not key.value.startswith(FUNCTION):
            yield from _faults_of_resource(key, resource)


def _faults_of_resource(key: ScalarNode, node: Node) -> Iterator[Fault]:
    if not LOGICAL_ID.fullmatch(key.value):
        yield key, f"is no logical id: {key.value!r} must be 1 to 255 letters and digits."
    if not isinstance(node, MappingNode):
        yield node, f"must be a mapping: the resource {key.value} has a Type and Properties."
        return
    attributes = table(node)
    kind = attributes.get("Type")
    if kind is None:
        yield key, f"has no Type: the resource {key.value} needs one, such as AWS::ECS::Service."
    for name in ("Type", "Condition"):
        if name in attributes and not scalar(attributes[name]):
            yield attributes[name], f"must be a text: the {name} of the resource {key.value}."
    properties = attributes.get("Properties")
    if properties and not isinstance(properties, MappingNode):
        yield properties, f"must be a mapping: the Properties of the resource {key.value}."
