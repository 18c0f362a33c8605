"""Entries and items that are added to a copy or left out of it, in the author's style."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from yaml.nodes import MappingNode, Node, SequenceNode

from kayron.core.template.edit import Edit, Piece, quoted, replace
from kayron.core.template.layout import Layout, is_flow
from kayron.core.template.node import entries, items
from kayron.core.template.value import Value, block, block_item, flow, indented_json


def put(layout: Layout, node: Node, value: Value) -> Iterator[Edit]:
    """Yield the edits that put a value in place of a node."""
    start = layout.newline + layout.indentation_of_line(node)
    several = layout.json and layout.text.find(layout.newline, 0, node.start_mark.index) >= 0
    pieces = indented_json(value, start, layout.step) if several else flow(value)
    yield from replace(layout, node, tuple(pieces))


def add_entry(
    layout: Layout, mapping: MappingNode, key: str, value: Value, after: str = ""
) -> Iterator[Edit]:
    """Yield the edit that adds an entry after the one named `after`, else after the first one."""
    pairs = entries(mapping)
    if not pairs:
        yield from put(layout, mapping, {key: value})
        return
    name, before = next((pair for pair in pairs if pair[0].value == after), pairs[0])
    at = layout.end(before) if mapping.flow_style else layout.end_of_line(layout.end(before))
    yield Edit(at, at, tuple(_entry(layout, mapping, name, key, value)))


def append_items(layout: Layout, sequence: SequenceNode, values: list[Value]) -> Iterator[Edit]:
    """Yield the edits that add items at the end of a sequence."""
    nodes = items(sequence)
    if not nodes:
        yield from put(layout, sequence, values)
        return
    at = layout.end(nodes[-1])
    if sequence.flow_style:
        for value in values:
            yield Edit(at, at, tuple(_flow(layout, nodes[-1], value)))
        return
    start = layout.newline + " " * sequence.start_mark.column
    at = layout.end_of_line(at)
    for value in values:
        yield Edit(at, at, (start, *block_item(value, start, layout.step)))


def without_entries(layout: Layout, mapping: MappingNode, names: Collection[str]) -> Iterator[Edit]:
    """Yield the edits that leave entries out of a mapping, where it has them."""
    pairs = entries(mapping)
    gone = {index for index, (key, _) in enumerate(pairs) if key.value in names}
    if gone:
        spans = [(key.start_mark.index, layout.end(value)) for key, value in pairs]
        yield from _without(layout, mapping, pairs[0][0].start_mark.column, spans, gone)


def without_items(layout: Layout, sequence: SequenceNode, gone: Collection[int]) -> Iterator[Edit]:
    """Yield the edits that leave items out of a sequence, by their indices."""
    spans = [(_dash(layout, sequence, node), layout.end(node)) for node in items(sequence)]
    yield from _without(layout, sequence, sequence.start_mark.column, spans, gone)


def _entry(
    layout: Layout, mapping: MappingNode, beside: Node, key: str, value: Value
) -> Iterator[Piece]:
    if mapping.flow_style:
        yield from _flow(layout, beside, value, f"{quoted(key)}: ")
        return
    start = layout.newline + " " * beside.start_mark.column
    yield f"{start}{key}:"
    yield from block(value, start + layout.step, layout.step)


def _flow(layout: Layout, beside: Node, value: Value, label: str = "") -> Iterator[Piece]:
    """Yield a comma and a value, on a line of its own where its neighbour begins one."""
    indentation = layout.indentation(beside)
    if indentation is None:
        yield f", {label}"
        yield from flow(value)
        return
    start = layout.newline + indentation
    yield f",{start}{label}"
    yield from indented_json(value, start, layout.step)


def _without(
    layout: Layout,
    parent: Node,
    column: int,
    spans: list[tuple[int, int]],
    gone: Collection[int],
) -> Iterator[Edit]:
    kept = [index for index in range(len(spans)) if index not in gone]
    if not kept:
        empty = "{}" if isinstance(parent, MappingNode) else "[]"
        yield from replace(layout, parent, (empty,))
        return
    for index in sorted(gone):
        start, end = spans[index]
        line = start - column
        if not is_flow(parent) and not layout.text[line:start].strip():
            yield Edit(line, layout.next_line(end), ())
        elif index < kept[-1]:
            yield Edit(start, spans[index + 1][0], ())
        else:
            yield Edit(spans[kept[-1]][1], end, ())


def _dash(layout: Layout, sequence: SequenceNode, node: Node) -> int:
    """Return where an item begins: at its dash in block style, which its own mark does not show."""
    start: int = node.start_mark.index
    if sequence.flow_style:
        return start
    first: int = sequence.start_mark.index
    dash = " " * sequence.start_mark.column + "-"
    line = layout.text.rfind(dash, first, start)
    return first if line < 0 else line + len(dash) - 1
