"""Which resources of a template were copied for a preview, found by their logical ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kayron.core.hashing import LENGTH
from kayron.core.template.node import scalars
from kayron.core.template.plain import plain
from kayron.core.template.reading import LISTENER_RULE, RECORD_SET
from kayron.core.template.reference import references
from kayron.core.template.source import ResourceNode, Template


def copies_of(
    template: Template, hash_: str, services: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the logical ids of the copies of each of these copied services, in id order.

    A copy has its original's id and the hash. Where two services of one template have previews of
    the same branch name, a copy belongs to those that it is connected with.
    """
    ids = [
        id_
        for id_ in template.resources
        if id_ in services or (id_.endswith(hash_) and id_[:-LENGTH] in template.resources)
    ]
    if len(services) == 1:
        return {services[0]: tuple(sorted(ids))}
    edges = _edges(template, ids)
    return {service: tuple(sorted(_reached(service, edges))) for service in services}


def _edges(template: Template, ids: Collection[str]) -> dict[str, set[str]]:
    """Return which copies are connected: one names the other, or a record a rule's host."""
    edges: dict[str, set[str]] = {id_: set() for id_ in ids}
    for id_ in ids:
        resource = template.resources[id_]
        for other in _named(resource) & edges.keys():
            edges[id_].add(other)
            edges[other].add(id_)
        if resource.type == RECORD_SET:
            for rule in ids:
                if _answers(template.resources[rule], resource):
                    edges[id_].add(rule)
                    edges[rule].add(id_)
    return edges


def _named(resource: ResourceNode) -> set[str]:
    dependencies = resource.attributes.get("DependsOn")
    named = {node.value for node in scalars(dependencies)}
    return named | {reference.id for reference in references(resource.node)}


def _answers(rule: ResourceNode, record: ResourceNode) -> bool:
    """Tell whether a rule has the host of a record among its conditions, spelled alike."""
    name = record.properties.get("Name")
    conditions = rule.properties.get("Conditions")
    if rule.type != LISTENER_RULE or name is None or conditions is None:
        return False
    return repr(plain(name)) in repr(plain(conditions))


def _reached(start: str, edges: dict[str, set[str]]) -> set[str]:
    reached = {start}
    waiting = [start]
    while waiting:
        new = edges[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached
