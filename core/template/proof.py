"""The proof that an addition is what it is meant to be: parsed together with what it is added to.

One proof per blueprint is enough, for its previews differ only in values with a checked grammar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from yaml.nodes import Node

from kayron.core.problem import InvalidInput
from kayron.core.template.compose import compose
from kayron.core.template.layout import is_flow
from kayron.core.template.node import child, entries, scalar
from kayron.core.template.placement import last_resource, line_start, resources_of
from kayron.core.template.plain import plain
from kayron.core.template.source import Template, first_share

SAMPLE_HASH: Final = "529E8759"
"""A hash that YAML would read as a number."""

CHANGED: Final = {"DeletionPolicy", "UpdateReplacePolicy", "Metadata", "DependsOn"}
"""The attributes that a copy may have or lack in comparison with its original."""

CHANGED_PROPERTIES: Final = {
    "DeploymentConfiguration",
    "ServiceRegistries",
    "Tags",
    "VpcLatticeConfigurations",
}
"""The properties that a copy may have or lack in comparison with its original."""


def adds_exactly(template: Template, at: int, addition: str, ids: Sequence[str]) -> bool:
    """Tell whether an addition with `SAMPLE_HASH` adds copies of `ids` and nothing else."""
    key, node = last_resource(template)
    try:
        found = _parsed(template, at, addition)
    except InvalidInput:
        return False
    names = [name for name, _ in found]
    values = dict(found)
    whole = len(names) > len(ids) + 1
    expected = [*template.resources, *template.loops] if whole else [key.value]
    return (
        sorted(names) == sorted([*expected, *(id_ + SAMPLE_HASH for id_ in ids)])
        and all(_is_copy(values[id_ + SAMPLE_HASH], template.resources[id_].node) for id_ in ids)
        and plain(values[key.value]) == plain(node)
    )


def _parsed(template: Template, at: int, addition: str) -> list[tuple[str, Node]]:
    """Return the last resource and what is added, or all resources where it has an alias."""
    key, _ = last_resource(template)
    resources, text = resources_of(template), template.text
    start, end = key.start_mark.index, resources.end_mark.index
    if first_share(template, start, end):
        whole = compose(text[:at] + addition + text[at:], template.file).root
        return [(name.value, value) for name, value in entries(child(whole, "Resources"))]
    if is_flow(resources):
        sample = "{" + text[start:at] + addition + "}"
    else:
        sample = text[line_start(key) : at] + addition + text[at:end]
    return [(name.value, value) for name, value in entries(compose(sample, template.file).root)]


def _is_copy(copy: Node, original: Node) -> bool:
    """Tell whether a copy has its original's type, and its keys but for those that change."""
    kinds = {scalar(child(one, "Type")) for one in (copy, original)}
    attributes = _names(copy) ^ _names(original)
    properties = _names(child(copy, "Properties")) ^ _names(child(original, "Properties"))
    return len(kinds) == 1 and attributes <= CHANGED and properties <= CHANGED_PROPERTIES


def _names(node: Node | None) -> set[str]:
    return {name.value for name, _ in entries(node)}
