"""Properties of a resource as plain documents, with the values that are known in their stack."""

from __future__ import annotations

from yaml.nodes import MappingNode, Node, SequenceNode

from kayron.core.stack.readback import as_read_back, document_as_read_back
from kayron.core.stack.tree import StackNode
from kayron.core.template.intrinsic import Unresolved, arms, resolve, resolve_all
from kayron.core.template.node import call, entries, items, scalar_value
from kayron.core.template.source import Plain, ResourceNode, plain

EACH = "*"
"""The step of a property path into every item of a list."""


def changed(
    before: tuple[StackNode, ResourceNode], after: tuple[StackNode, ResourceNode], path: str
) -> bool:
    """Tell whether the property at a path (`A/B`, `A/*/B`) differs between two stacks.

    Where neither what is written nor what is known differs, it is the same. Where the same is
    written and the value is known in one of them only, nothing shows a difference.
    """
    name, *steps = path.split("/")
    old, new = (resource.properties.get(name) for _, resource in (before, after))
    if old is None and new is None:
        return False
    was, becomes = (
        at(None if node is None else evaluated(node, stack), steps)
        for node, (stack, _) in ((old, before), (new, after))
    )
    if was == becomes:
        return False
    written = [
        at(None if node is None else document_as_read_back(plain(node)), steps)
        for node in (old, new)
    ]
    return written[0] != written[1] or (is_known(was) and is_known(becomes))


def evaluated(node: Node, stack: StackNode) -> Plain:
    """Return a node with the values of its expressions where they are known; None for no value."""
    if call(node) is not None:
        return _called(node, stack)
    if isinstance(node, MappingNode):
        pairs = {key.value: evaluated(value, stack) for key, value in entries(node)}
        return {as_read_back(key): value for key, value in pairs.items() if value is not None}
    if isinstance(node, SequenceNode):
        values = (evaluated(item, stack) for item in items(node))
        return [value for value in values if value is not None]
    text = scalar_value(node)
    return None if text is None else as_read_back(text)


def is_known(document: Plain) -> bool:
    """Tell whether nothing in an evaluated document is left to evaluate."""
    if isinstance(document, list):
        return all(map(is_known, document))
    if isinstance(document, dict):
        return not _is_call(document) and all(map(is_known, document.values()))
    return True


def at(document: Plain, steps: list[str]) -> Plain:
    """Return what lies at the steps of a path; a function on the way as a whole."""
    for index, step in enumerate(steps):
        if isinstance(document, list) and step == EACH:
            return [at(item, steps[index + 1 :]) for item in document]
        if not isinstance(document, dict):
            return None
        if _is_call(document):
            return document
        document = document.get(step)
    return document


def _called(node: Node, stack: StackNode) -> Plain:
    chosen = arms(node, stack.template, stack.scope)
    if not chosen:
        return None
    if len(chosen) > 1:
        return document_as_read_back(plain(node))
    if chosen[0] is not node:
        return evaluated(chosen[0], stack)
    value = resolve(node, stack.template, stack.scope)
    if isinstance(value, str):
        return as_read_back(value)
    values = resolve_all(node, stack.template, stack.scope)
    if isinstance(values, Unresolved):
        return document_as_read_back(plain(node))
    return list(map(as_read_back, values))


def _is_call(document: dict[str, Plain]) -> bool:
    return len(document) == 1 and all(key == "Ref" or key.startswith("Fn::") for key in document)
