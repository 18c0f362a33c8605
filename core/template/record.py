"""The DNS records of a service: the Route 53 record sets whose name is a host of its rules."""

from __future__ import annotations

from yaml.nodes import Node

from kayron.core.template.domain import Domain
from kayron.core.template.hole import UNNAMED, with_holes
from kayron.core.template.plain import plain
from kayron.core.template.reading import RECORD_SET, Reading
from kayron.core.template.source import ResourceNode


def record_sets(reading: Reading, hosts: list[Node], domain: Domain) -> list[ResourceNode]:
    """Return the record sets to copy, in the text's order.

    Copies have one name, so of those with one type and set identifier one stays: without
    `Condition` before with one, then the one of the preview's own domain, then the first.
    """
    wanted = {spelling for host in hosts for spelling in _spellings(reading, host)}
    found = [one for one in reading.resources(RECORD_SET) if wanted & _names(reading, one)]
    own = {_normal(domain.text or ""), _normal(with_holes(domain.expression))}
    stay: dict[str, str] = {}
    for one in sorted(found, key=lambda one: (bool(one.condition), not own & _names(reading, one))):
        stay.setdefault(_identity(one), one.id)
    return [one for one in found if one.id in stay.values()]


def _names(reading: Reading, record: ResourceNode) -> set[str]:
    name = record.properties.get("Name")
    return set() if name is None else _spellings(reading, name)


def _spellings(reading: Reading, node: Node) -> set[str]:
    """Return what a name may be compared by: its value, and its expression."""
    document = plain(node)
    spelled = with_holes(document)
    expression = repr(document) if UNNAMED in spelled else spelled
    return {_normal(expression), _normal(reading.text(node) or expression)}


def _normal(name: str) -> str:
    return name.removesuffix(".").lower()


def _identity(record: ResourceNode) -> str:
    parts = (record.properties.get(name) for name in ("Type", "SetIdentifier"))
    return repr([None if part is None else plain(part) for part in parts])
