"""Which ECS service of a template is the artifact's, and whether previews of it are possible."""

from __future__ import annotations

from yaml.nodes import Node, ScalarNode

from kayron.core.template.node import child, children, scalar
from kayron.core.template.reading import SERVICE, Reading
from kayron.core.template.refusal import refuse
from kayron.core.template.source import ResourceNode


def tag_values(reading: Reading, resource: ResourceNode) -> dict[str, set[str | None]]:
    """Return the tags of a resource: for each key the values it may have, None where unknown."""
    found: dict[str, set[str | None]] = {}
    tags = resource.properties.get("Tags")
    if tags is not None:
        for item in reading.items(tags, f"Tags of {resource.id}"):
            key, value = child(item, "Key"), child(item, "Value")
            if key is not None and value is not None:
                found.setdefault(reading.text(key) or "", set()).add(reading.text(value))
    return found


def main_services(reading: Reading, docker: str) -> tuple[list[ResourceNode], list[ResourceNode]]:
    """Return a template's services that are tagged as the artifact's, and those without the tag.

    A preview's own services are in neither.
    """
    tagged, untagged = [], []
    for resource in reading.resources(SERVICE):
        tags = tag_values(reading, resource)
        if "preview" in tags:
            continue
        if docker in tags.get("service", ()):
            tagged.append(resource)
        elif "service" not in tags:
            untagged.append(resource)
    return tagged, untagged


def find_service(reading: Reading, docker: str) -> ResourceNode:
    """Return the artifact's main service; refuse where a template has none or several."""
    tagged, untagged = main_services(reading, docker)
    found = tagged or untagged
    if len(found) == 1:
        return found[0]
    template = reading.template
    if found:
        names = ", ".join(sorted(one.id for one in found))
        how = f"tagged service: {docker}" if tagged else "without the tag `service`"
        reason = f"{len(found)} ECS services are {how} ({names}); previews need exactly one."
        refuse(template, found[0].key, reason)
    for name, node in template.loops.items():
        if SERVICE in _texts(node):
            refuse(template, node, f"the ECS service is inside {name}, which previews cannot copy.")
    return refuse(template, template.root, f"no ECS service here belongs to {docker}.")


def _texts(node: Node) -> list[str]:
    """Return every scalar below a node."""
    waiting, found = [node], list[str]()
    while waiting:
        one = waiting.pop()
        waiting += children(one)
        if isinstance(one, ScalarNode):
            found.append(one.value)
    return found


def refuse_unsupported(reading: Reading, service: ResourceNode) -> None:
    """Refuse a service that is not deployed by ECS's own rolling updates."""
    _refuse_other(reading, service, "DeploymentController", "Type", "ECS")
    _refuse_other(reading, service, "DeploymentConfiguration", "Strategy", "ROLLING")


def _refuse_other(
    reading: Reading, service: ResourceNode, group: str, name: str, expected: str
) -> None:
    node = service.properties.get(group)
    for mapping in reading.mappings(node, f"{group} of {service.id}") if node is not None else ():
        value = child(mapping, name)
        for arm in reading.arms(value) if value is not None else ():
            found = scalar(arm) or reading.text(arm)
            if found != expected:
                reason = (
                    f"{group}.{name} of {service.id} is {found or 'not known'}; previews need "
                    f"{expected}."
                )
                refuse(reading.template, arm, reason)
