"""What the copy of the ECS service differs in from its original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from kayron.core.template.anatomy import Anatomy
from kayron.core.template.edit import HASH, METADATA, Edit, Piece, quoted_pieces
from kayron.core.template.layout import Layout
from kayron.core.template.node import child, is_no_value, is_null, items
from kayron.core.template.reading import TARGET_GROUP, Reading
from kayron.core.template.refusal import refuse
from kayron.core.template.service import tag_values
from kayron.core.template.source import ResourceNode
from kayron.core.template.splice import add_entry, append_items, put, without_entries, without_items
from kayron.core.template.value import Value

SHARED: Final = ("ServiceRegistries", "VpcLatticeConfigurations")
"""What would take the main service's traffic or its names."""

BREAKER: Final = "DeploymentCircuitBreaker"

BREAKER_ON: Final[Value] = {"Enable": ("true",), "Rollback": ("true",)}

NO_VALUE: Final = "AWS::NoValue"


def service_edits(
    reading: Reading, layout: Layout, anatomy: Anatomy, service: ResourceNode
) -> Iterator[Edit]:
    """Yield the edits of the ECS service, its name aside."""
    properties = _mapping(reading, service, "Properties")
    yield from without_entries(layout, properties, SHARED)
    connect = service.properties.get("ServiceConnectConfiguration")
    if connect is not None:
        for mapping in reading.mappings(connect, f"ServiceConnectConfiguration of {service.id}"):
            yield from without_entries(layout, mapping, ("Services",))
    yield from _load_balancers(reading, layout, anatomy, service)
    yield from _breaker(reading, layout, properties, service)
    yield from _tags(reading, layout, anatomy, properties, service)
    yield from _depends_on(layout, anatomy, service)
    yield from _metadata(reading, layout, service)


def _mapping(reading: Reading, resource: ResourceNode, name: str) -> MappingNode:
    node = child(resource.node, name)
    if not isinstance(node, MappingNode):
        refuse(reading.template, node or resource.key, f"{name} of {resource.id} is no mapping.")
    return node


def _load_balancers(
    reading: Reading, layout: Layout, anatomy: Anatomy, service: ResourceNode
) -> Iterator[Edit]:
    """Yield the edits that drop the entries whose target group no copied rule forwards to."""
    for listed in reading.lists(service.properties["LoadBalancers"], "LoadBalancers"):
        gone = []
        for index, item in enumerate(items(listed)):
            entries = reading.mappings(item, "an item of LoadBalancers")
            lost = [entry for entry in entries if not _is_served(reading, anatomy, entry)]
            if len(lost) == len(entries):
                gone.append(index)
            else:
                for entry in lost:
                    yield from put(layout, entry, no_value(layout))
        if gone:
            yield from without_items(layout, listed, gone)


def _is_served(reading: Reading, anatomy: Anatomy, entry: MappingNode) -> bool:
    """Tell whether a copied rule forwards to the target group of an entry of `LoadBalancers`."""
    arn = child(entry, "TargetGroupArn")
    arms = [] if arn is None else reading.arms(arn)
    groups = set(anatomy.target_groups)
    served = [bool(set(reading.referred(arm, TARGET_GROUP)) & groups) for arm in arms]
    if any(served) and not all(served):
        reason = "this may be a target group that no copied rule forwards to."
        refuse(reading.template, entry, reason)
    return any(served)


def no_value(layout: Layout) -> Value:
    """Return the reference that leaves out what holds it."""
    return {"Ref": quoted_pieces(NO_VALUE)} if layout.json else (f"!Ref {NO_VALUE}",)


def _breaker(
    reading: Reading, layout: Layout, properties: MappingNode, service: ResourceNode
) -> Iterator[Edit]:
    node = service.properties.get("DeploymentConfiguration")
    if node is None:
        value: Value = {BREAKER: BREAKER_ON}
        yield from add_entry(layout, properties, "DeploymentConfiguration", value, "TaskDefinition")
        return
    for absent in filter(is_no_value, reading.alternatives(node)):
        yield from put(layout, absent, {BREAKER: BREAKER_ON})
    for mapping in reading.mappings(node, f"DeploymentConfiguration of {service.id}"):
        own = child(mapping, BREAKER)
        if own is None:
            yield from add_entry(layout, mapping, BREAKER, BREAKER_ON)
        for absent in filter(is_no_value, [] if own is None else reading.alternatives(own)):
            yield from put(layout, absent, BREAKER_ON)


def _tags(
    reading: Reading,
    layout: Layout,
    anatomy: Anatomy,
    properties: MappingNode,
    service: ResourceNode,
) -> Iterator[Edit]:
    node, what = service.properties.get("Tags"), f"Tags of {service.id}"
    wanted: dict[str, Piece] = {
        "environment": reading.environment,
        "service": anatomy.docker,
        "preview": HASH,
    }
    tags: dict[str, Value] = {
        key: {"Key": quoted_pieces(key), "Value": quoted_pieces(value)}
        for key, value in wanted.items()
    }
    if node is None:
        yield from add_entry(layout, properties, "Tags", [*tags.values()], "TaskDefinition")
        return
    for arm in reading.alternatives(node):
        if is_no_value(arm):
            yield from put(layout, arm, [*tags.values()])
    for listed in reading.lists(node, what):
        present = tag_values(reading, reading.items(listed, what))
        yield from append_items(layout, listed, [tags[key] for key in tags if key not in present])


def _depends_on(layout: Layout, anatomy: Anatomy, service: ResourceNode) -> Iterator[Edit]:
    added: list[Value] = [quoted_pieces(id_, HASH) for id_ in anatomy.depends]
    node = service.attributes.get("DependsOn")
    if not added:
        return
    if node is None:
        yield from add_entry(layout, service.node, "DependsOn", added, "Type")
    elif isinstance(node, SequenceNode):
        yield from append_items(layout, node, added)
    elif isinstance(node, ScalarNode):
        copied = (HASH,) if node.value in anatomy.ids else ()
        own: list[Value] = [] if is_null(node) else [quoted_pieces(node.value, *copied)]
        yield from put(layout, node, [*own, *added])


def _metadata(reading: Reading, layout: Layout, service: ResourceNode) -> Iterator[Edit]:
    """Yield the entry that records the pull request; `METADATA` stands for its number."""
    number: Value = {"pull": (METADATA,)}
    metadata = service.attributes.get("Metadata")
    if metadata is None:
        yield from add_entry(layout, service.node, "Metadata", {"Kayron": number}, "Type")
        return
    own = child(_mapping(reading, service, "Metadata"), "Kayron")
    if own is None:
        yield from add_entry(layout, _mapping(reading, service, "Metadata"), "Kayron", number)
    else:
        yield from put(layout, own, number)
