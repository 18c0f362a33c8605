"""References to resources: where they stand in a node, and how a copy's own are renamed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from attrs import frozen
from yaml.nodes import Node, ScalarNode, SequenceNode

from kayron.core.template.edit import HASH, Edit, quoted_pieces, rewrite, without_comment
from kayron.core.template.layout import Layout
from kayron.core.template.node import entries, items
from kayron.core.template.plain import Plain
from kayron.core.template.value import Value

VARIABLE: Final = re.compile(r"\$\{(\s*)([^!{}\s.][^{}\s.]*)([^{}]*)\}")
"""A variable of `Fn::Sub`: `${Name}`, `${Name.Attribute}`; `${!Literal}` is none."""

LONG: Final = frozenset({"Ref", "Fn::GetAtt", "Fn::Sub"})


@frozen(eq=False)
class Reference:
    """A reference to a logical id: the scalar it stands in, and where its name ends in the value.

    `in_text` tells a variable of `Fn::Sub` from the name of `Ref` or `Fn::GetAtt`.
    """

    id: str
    node: ScalarNode
    end: int
    in_text: bool


def references(node: Node) -> list[Reference]:
    """Return every reference in a node, of parameters and pseudo parameters too, in text order."""
    found: list[Reference] = []
    _collect(node, found)
    return found


def _collect(node: Node, found: list[Reference]) -> None:
    tag = node.tag
    if isinstance(node, ScalarNode):
        if tag[0] == "!":
            _call(tag, node, found)
    elif isinstance(node, SequenceNode):
        if tag in ("!Sub", "!GetAtt"):
            _call(tag, node, found)
        else:
            for item in node.value:
                _collect(item, found)
    else:
        pairs = entries(node)
        if len(pairs) == 1 and pairs[0][0].value in LONG:
            _call(pairs[0][0].value, pairs[0][1], found)
        else:
            for _, value in pairs:
                _collect(value, found)


def _call(name: str, argument: Node, found: list[Reference]) -> None:
    """Collect from a call's argument; `name` is its short tag or its long name."""
    if name.endswith("Sub"):
        _collect_text(argument, found)
    elif name.endswith("GetAtt"):
        parts = items(argument)
        first = parts[0] if parts else argument
        if isinstance(first, ScalarNode):
            id_ = first.value.partition(".")[0]
            found.append(Reference(id_, first, len(id_), in_text=False))
        for part in parts[1:]:
            _collect(part, found)
    elif name.endswith("Ref") and isinstance(argument, ScalarNode):
        found.append(Reference(argument.value, argument, len(argument.value), in_text=False))


def _collect_text(argument: Node, found: list[Reference]) -> None:
    parts = items(argument)
    text = parts[0] if parts else argument
    local = {key.value for part in parts[1:] for key, _ in entries(part)}
    if isinstance(text, ScalarNode):
        found += [
            Reference(match[2], text, match.end(2), in_text=True)
            for match in VARIABLE.finditer(text.value)
            if match[2] not in local
        ]
    for part in parts[1:]:
        for _, value in entries(part):
            _collect(value, found)


def renames(layout: Layout, found: Collection[Reference], ids: Collection[str]) -> Iterator[Edit]:
    """Yield the edits that let the references to copied resources point to the copies."""
    own = [one for one in found if one.id in ids]
    for node in dict.fromkeys(one.node for one in own):
        yield from _renamed(layout, node, [one for one in own if one.node is node])


def _renamed(layout: Layout, node: ScalarNode, own: list[Reference]) -> Iterator[Edit]:
    offsets = _offsets(layout, node, own)
    if offsets is None:
        yield from rewrite(layout, node, tuple(_pieces(node.value, own)))
        return
    for offset in offsets:
        yield Edit(offset, offset, (HASH,))
    yield from without_comment(layout, layout.end(node))


def _offsets(layout: Layout, node: ScalarNode, own: list[Reference]) -> list[int] | None:
    """Return where in the text the names end, or None where the text spells the value otherwise."""
    start = layout.verbatim(node)
    if start is not None:
        return [start + one.end for one in own]
    raw = layout.text[node.start_mark.index : node.end_mark.index]
    there, here = list(VARIABLE.finditer(raw)), list(VARIABLE.finditer(node.value))
    if not own[0].in_text or [one.group() for one in there] != [one.group() for one in here]:
        return None
    ends = {one.end for one in own}
    return [
        node.start_mark.index + raw_one.end(2)
        for raw_one, one in zip(there, here, strict=True)
        if one.end(2) in ends
    ]


def _pieces(value: str, own: list[Reference]) -> Iterator[str | int]:
    at = 0
    for one in own:
        yield value[at : one.end]
        yield HASH
        at = one.end
    yield value[at:]


def renamed_value(document: Plain, ids: Collection[str]) -> Value:
    """Return a plain document as a value to write, its references to copied resources renamed."""
    if document is None:
        return ("null",)
    if isinstance(document, str):
        return quoted_pieces(document)
    if isinstance(document, list):
        return [renamed_value(item, ids) for item in document]
    if len(document) == 1:
        ((name, argument),) = document.items()
        if name in LONG:
            return {name: _renamed_argument(name, argument, ids)}
    return {name: renamed_value(item, ids) for name, item in document.items()}


def _renamed_argument(name: str, argument: Plain, ids: Collection[str]) -> Value:
    if isinstance(argument, list) and argument and isinstance(argument[0], str):
        local = argument[1] if len(argument) > 1 else {}
        shadowed = local if isinstance(local, dict) and name == "Fn::Sub" else {}
        head = _renamed_head(name, argument[0], [id_ for id_ in ids if id_ not in shadowed])
        return [head, *(renamed_value(item, ids) for item in argument[1:])]
    if isinstance(argument, str):
        return _renamed_head(name, argument, ids)
    return renamed_value(argument, ids)


def _renamed_head(name: str, text: str, ids: Collection[str]) -> Value:
    if name == "Fn::Sub":
        return quoted_pieces(*renamed_text(text, ids))
    return quoted_pieces(text, HASH) if text in ids else quoted_pieces(text)


def renamed_text(text: str, ids: Collection[str]) -> Iterator[str | int]:
    """Yield the text of an `Fn::Sub` with its variables that are copied resources renamed."""
    own = [
        Reference(match[2], ScalarNode("", ""), match.end(2), in_text=True)
        for match in VARIABLE.finditer(text)
        if match[2] in ids
    ]
    yield from _pieces(text, own)
