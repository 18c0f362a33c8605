"""The ledger: which previews the deployed templates hold, and their listener rule priorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen
from yaml.nodes import Node

from kayron.core.hashing import LENGTH, is_hash, normal_hash
from kayron.core.stack.copies import copies_of
from kayron.core.stack.expression import arms_of, listed, text_of
from kayron.core.stack.listener_rule import TemplateRule, rules_of
from kayron.core.stack.tree import StackNode
from kayron.core.table import Table
from kayron.core.template.image_text import image_text, own_images, tag_start
from kayron.core.template.node import child, items, scalar
from kayron.core.template.reading import SERVICE, TASK_DEFINITION, Reading
from kayron.core.template.source import ResourceNode
from kayron.core.version import pull_number

TAG = "preview"
"""The tag of an ECS service that says which preview it is of."""


@frozen(kw_only=True)
class Deployed:
    """A preview as the deployed template has it.

    `stack` is the path of logical ids of the nested stack that holds it (empty: the root), `ids`
    are its resources' logical ids. `priorities` and `listeners` are those of its rules by the
    logical id of the original rule, as far as they are known, and `version` is the tag or digest of
    its images as written there (None where that is no literal, or not one).
    """

    service: str
    hash: str
    pull: int | None
    stack: tuple[str, ...]
    ids: tuple[str, ...]
    priorities: Table[int]
    listeners: Table[str]
    version: str | None


def read_ledger(nodes: Iterable[StackNode]) -> tuple[Deployed, ...]:
    """Return the previews that deployed templates hold, by service, hash and stack.

    A preview is an ECS service with the tag `preview: <HASH>` and a logical id that ends in HASH,
    and what was copied with it. One whose tag `service` is not known has its original's, else none.
    """
    found = (preview for node in nodes if TAG in node.template.text for preview in _previews(node))
    return tuple(sorted(found, key=lambda one: (one.service, one.hash, one.stack, one.ids)))


def _previews(node: StackNode) -> Iterator[Deployed]:
    services: dict[str, list[ResourceNode]] = {}
    for resource in node.template.resources.values():
        if resource.type == SERVICE:
            hash_ = normal_hash(tags_of(node, resource).get(TAG, ""))
            if is_hash(hash_) and resource.id.endswith(hash_):
                services.setdefault(hash_, []).append(resource)
    rules = {rule.id: rule for rule in rules_of(node)} if services else {}
    for hash_, copies in services.items():
        members = copies_of(node.template, hash_, [one.id for one in copies])
        for service in copies:
            yield _preview(node, service, hash_, members[service.id], rules)


def _preview(
    node: StackNode,
    service: ResourceNode,
    hash_: str,
    ids: tuple[str, ...],
    rules: Mapping[str, TemplateRule],
) -> Deployed:
    docker = _service(node, service)
    own = [rules[id_] for id_ in ids if id_ in rules]
    return Deployed(
        service=docker,
        hash=hash_,
        pull=_pull(service),
        stack=node.ids,
        ids=ids,
        priorities=Table(
            {one.id[:-LENGTH]: one.priority for one in own if one.priority is not None}
        ),
        listeners=Table(
            {one.id[:-LENGTH]: one.listener for one in own if one.listener is not None}
        ),
        version=_version(node, ids, docker),
    )


def tags_of(node: StackNode, resource: ResourceNode) -> dict[str, str]:
    """Return the tags of a resource whose key and value are known."""
    found = {}
    for item in listed(resource.properties.get("Tags"), node):
        key, value = (text_of(child(item, name), node) for name in ("Key", "Value"))
        if key is not None and value is not None:
            found[key] = value
    return found


def _service(node: StackNode, service: ResourceNode) -> str:
    """Return the `docker` name that a copy, or else its original, is tagged with."""
    original = node.template.resources.get(service.id[:-LENGTH])
    tagged = [tags_of(node, one).get("service") for one in (service, original) if one is not None]
    return next((name for name in tagged if name), "")


def _pull(service: ResourceNode) -> int | None:
    found: Node | None = service.attributes.get("Metadata")
    for key in ("Kayron", "pull"):
        found = child(found, key) if found is not None else None
    number = scalar(found) if found is not None else None
    return None if number is None else pull_number(number)


def _version(node: StackNode, ids: tuple[str, ...], docker: str) -> str | None:
    """Return the version of the artifact's images, None where they differ or are no literals."""
    images = (text for id_ in ids for text in _images(node, node.template.resources[id_], docker))
    versions = {_written(text) for text in images}
    return versions.pop() if len(versions) == 1 else None


def _written(text: str) -> str | None:
    start = tag_start(text)
    tag, _, digest = text[start + 1 :].partition("@") if start is not None else ("", "", "")
    version = tag or digest
    return None if "$" in version else version or None


def _images(node: StackNode, resource: ResourceNode, docker: str) -> Iterator[str]:
    """Yield the artifact's images as text with holes: those that its copies get a version in."""
    if resource.type != TASK_DEFINITION:
        return
    reading = Reading(template=node.template, scope=node.scope, environment="")
    for arm in arms_of(resource.properties.get("ContainerDefinitions"), node):
        containers = [found for item in items(arm) if (found := arms_of(item, node))]
        own = own_images(reading, containers, docker)
        yield from (image_text(reading, image) for image in own)
