"""Resources that are not written in their template: macros make them, `Fn::ForEach` above all.

No macro is run here. What makes a resource is told by what is written: while that stays as it is,
so does the resource.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yaml.nodes import Node

from kayron.core.stack.evaluated import evaluated, is_known
from kayron.core.stack.link import is_there
from kayron.core.stack.readback import document_as_read_back
from kayron.core.stack.tree import StackNode
from kayron.core.template.node import child, entries, items
from kayron.core.template.source import Plain, plain
from kayron.core.template.structure import FUNCTION, LOOP

VARIABLE = re.compile(r"[$&]\{[^{}]*\}")
"""What a loop replaces by each of its values.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
"""


def is_made(stack: StackNode, id_: str, kind: str) -> bool:
    """Tell whether a macro made a resource of a deployed stack, for its template has none such."""
    written = stack.template.resources.get(id_)
    return stack.template.transform and (written is None or written.type != kind)


def is_made_alike(before: StackNode, after: StackNode, id_: str) -> bool:
    """Tell whether what made a resource is still there, the same as far as is known."""
    earlier, later = makers(before, id_), makers(after, id_)
    return (
        _written(child(before.template.root, "Transform"))
        == _written(child(after.template.root, "Transform"))
        and earlier.keys() == later.keys()
        and all(_are_alike(earlier[key], before, later[key], after) for key in earlier)
    )


def makers(stack: StackNode, id_: str) -> Mapping[str, Node]:
    """Return what may make a resource of this logical id, by key.

    That is the resource of a macro's own type that has the id; else the loops that make such ids
    and all that another macro replaces.
    """
    root, written = stack.template.root, stack.template.resources.get(id_)
    if written is not None and is_there(written, stack.template, stack.scope):
        return {id_: written.node}
    return {
        key.value: node
        for key, node in (*entries(root), *entries(child(root, "Resources")))
        if key.value.startswith(FUNCTION) and _may_make(key.value, node, id_)
    }


def _may_make(key: str, node: Node, id_: str) -> bool:
    if not key.startswith(LOOP):
        return True
    return any(
        re.fullmatch(".*".join(map(re.escape, VARIABLE.split(name))), id_) for name in _names(node)
    )


def _names(loop: Node) -> Iterator[str]:
    """Yield the logical ids that a loop makes, with its variables in them."""
    for body in items(loop)[2:]:
        for key, node in entries(body):
            if key.value.startswith(LOOP):
                yield from _names(node)
            else:
                yield key.value


def _are_alike(earlier: Node, before: StackNode, later: Node, after: StackNode) -> bool:
    if _written(earlier) != _written(later):
        return False
    was, becomes = _values(earlier, before), _values(later, after)
    return was == becomes or not (is_known(was) and is_known(becomes))


def _values(maker: Node, stack: StackNode) -> Plain:
    """Return what a loop goes through."""
    return [evaluated(values, stack) for values in items(maker)[1:2]]


def _written(node: Node | None) -> Plain:
    return None if node is None else document_as_read_back(plain(node))
