"""Which ECS service of a template is the artifact's, and whether previews of it are possible."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen
from yaml.nodes import Node, ScalarNode

from kayron.core.template.node import child, children, items, scalar
from kayron.core.template.reading import SERVICE, Reading
from kayron.core.template.refusal import refuse
from kayron.core.template.source import ResourceNode


@frozen(kw_only=True)
class TaggedService:
    """An ECS service of a template and what its tags say.

    `service` has the values that its tag `service` may have here, as far as they are known, and
    `tagged` tells that it has that tag. `preview` tells that it is a preview's.
    """

    id: str
    service: tuple[str, ...]
    tagged: bool
    preview: bool


def tag_values(reading: Reading, tags: Iterable[Node]) -> dict[str, set[str]]:
    """Return the known values of each key that some tags may have here."""
    found: dict[str, set[str]] = {}
    for tag in tags:
        key, value = child(tag, "Key"), child(tag, "Value")
        name = None if key is None else reading.text(key)
        text = None if value is None else reading.text(value)
        if name is not None:
            found.setdefault(name, set()).update(() if text is None else (text,))
    return found


def _tags(reading: Reading, resource: ResourceNode) -> list[Node]:
    """Return the tags that a resource may have here; what is no list of them has none."""
    node = resource.properties.get("Tags")
    lists = [] if node is None else reading.arms(node)
    return [arm for listed in lists for item in items(listed) for arm in reading.arms(item)]


def tagged_services(reading: Reading) -> tuple[TaggedService, ...]:
    """Return the ECS services of a template that may exist here, in the text's order."""
    found = []
    for resource in reading.resources(SERVICE):
        tags = tag_values(reading, _tags(reading, resource))
        one = TaggedService(
            id=resource.id,
            service=tuple(sorted(tags.get("service", ()))),
            tagged="service" in tags,
            preview="preview" in tags,
        )
        found.append(one)
    return tuple(found)


def find_service(reading: Reading, docker: str) -> ResourceNode:
    """Return the artifact's main service; refuse where a template has none or several."""
    services = [one for one in tagged_services(reading) if not one.preview]
    tagged = [one.id for one in services if docker in one.service]
    found = tagged or [one.id for one in services if not one.tagged]
    template = reading.template
    if len(found) == 1:
        return template.resources[found[0]]
    if found:
        names = ", ".join(found)
        how = f"tagged service: {docker}" if tagged else "without the tag `service`"
        reason = f"{len(found)} ECS services are {how} ({names}); previews need exactly one."
        refuse(template, template.resources[found[0]].key, reason)
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
