"""What a preview's copy of a resource differs in from its original, as edits of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yaml.nodes import Node, SequenceNode

from kayron.core.limit import ECS_FAMILY, ECS_SERVICE_NAME, TARGET_GROUP_NAME
from kayron.core.template.anatomy import Anatomy
from kayron.core.template.edit import Edit
from kayron.core.template.image_text import own_images, with_version
from kayron.core.template.layout import Layout
from kayron.core.template.name import SUFFIX_LENGTH, suffixed
from kayron.core.template.node import items
from kayron.core.template.reading import (
    LISTENER_RULE,
    RECORD_SET,
    SERVICE,
    TARGET_GROUP,
    TASK_DEFINITION,
    Reading,
)
from kayron.core.template.refusal import refuse
from kayron.core.template.rule_copy import rule_edits
from kayron.core.template.service_copy import service_edits
from kayron.core.template.source import ResourceNode
from kayron.core.template.splice import put, without_entries

NAMES: Final = {
    SERVICE: ("ServiceName", ECS_SERVICE_NAME),
    TASK_DEFINITION: ("Family", ECS_FAMILY),
    TARGET_GROUP: ("Name", TARGET_GROUP_NAME),
}
"""The property that names a resource, and how many characters it may have."""

KEPT_BY_POLICY: Final = ("DeletionPolicy", "UpdateReplacePolicy")
"""What would keep a preview's resources when it is removed."""


def copy_edits(
    reading: Reading, layout: Layout, anatomy: Anatomy, resource: ResourceNode
) -> Iterator[Edit]:
    """Yield the edits that make a copy of a resource, the renaming of references aside."""
    yield from without_entries(layout, resource.node, KEPT_BY_POLICY)
    yield from _named(reading, layout, anatomy, resource)
    if resource.type == SERVICE:
        yield from service_edits(reading, layout, anatomy, resource)
    elif resource.type == TASK_DEFINITION:
        yield from _images(reading, layout, anatomy, resource)
    elif resource.type == LISTENER_RULE:
        yield from rule_edits(reading, layout, anatomy, resource)
    elif resource.type == RECORD_SET:
        name = resource.properties["Name"]
        yield from put(layout, name, anatomy.domain.value(json=layout.json))


def _named(
    reading: Reading, layout: Layout, anatomy: Anatomy, resource: ResourceNode
) -> Iterator[Edit]:
    name, longest = NAMES.get(resource.type, ("", 0))
    node = resource.properties.get(name)
    if node is None:
        return
    text = reading.text(node) or ""
    if len(text) + SUFFIX_LENGTH > longest:
        reason = f"{name} of the copies would be {text}-<HASH>, longer than {longest} characters."
        refuse(reading.template, node, reason)
    yield from suffixed(layout, node, anatomy.ids)


def _images(
    reading: Reading, layout: Layout, anatomy: Anatomy, task: ResourceNode
) -> Iterator[Edit]:
    definitions = task.properties.get("ContainerDefinitions")
    what = f"ContainerDefinitions of {task.id}"
    found = [] if definitions is None else reading.lists(definitions, what)
    images = [image for listed in found for image in _own_images(reading, listed, anatomy.docker)]
    if not images:
        reason = f"no container of {task.id} has an image of the repository {anatomy.docker}."
        refuse(reading.template, definitions or task.key, reason)
    for image in images:
        yield from with_version(reading, layout, image, anatomy.ids)


def _own_images(reading: Reading, containers: SequenceNode, docker: str) -> list[Node]:
    """Return the images of the artifact; refuse a container that cannot be read."""
    groups = [reading.mappings(item, "a container definition") for item in items(containers)]
    return own_images(reading, [group for group in groups if group], docker)
