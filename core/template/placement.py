"""Where previews go in a template's text: at the end of `Resources`, in the author's manner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yaml.nodes import Node, ScalarNode

from kayron.core.template.edit import HASH, PULL, Piece
from kayron.core.template.layout import LINE_BREAK, LINE_BREAKS, Layout, is_flow
from kayron.core.template.node import child, entries
from kayron.core.template.source import Template, last_leaf_end

Pieces = tuple[Piece, ...]


def resources_of(template: Template) -> Node:
    """Return the mapping of all resources, which a template with a service has."""
    return child(template.root, "Resources") or template.root


def last_resource(template: Template) -> tuple[ScalarNode, Node]:
    """Return the key and the value of the last entry of `Resources`."""
    return entries(resources_of(template))[-1]


def line_start(node: Node) -> int:
    """Return the offset where the line of a node begins."""
    start: int = node.start_mark.index - node.start_mark.column
    return start


def placements(
    template: Template, layout: Layout, copies: list[Pieces]
) -> Iterator[tuple[int, Iterator[Piece]]]:
    """Yield the offsets where previews may go and a preview's pieces there, the best place first.

    That is after the last resource, or before it where a text after it would change its ending.
    """
    key, node = last_resource(template)
    indentation = layout.indentation(key)
    if is_flow(resources_of(template)):
        separator = ", " if indentation is None else f",{layout.newline}{indentation}"
        yield layout.end(node), _after(separator, copies)
    else:
        before, blank = indentation or "", layout.newline * 2
        headed = [("# Preview ", HASH, PULL), *copies]
        yield _end_of_text(template, layout, key, node), _after(blank + before, headed)
        yield line_start(key), _before(before, headed, blank)


def _end_of_text(template: Template, layout: Layout, key: Node, node: Node) -> int:
    """Return where the last resource ends, comments right below it and further in included."""
    end = layout.end_of_line(last_leaf_end(template, node))
    further_in = f" {{{key.start_mark.column + 1},}}#[^{LINE_BREAKS}]*"
    comments = re.compile(f"(?:(?:{LINE_BREAK.pattern}){further_in})*").match(template.text, end)
    return comments.end() if comments else end


def _after(separator: str, parts: list[Pieces]) -> Iterator[Piece]:
    for part in parts:
        yield separator
        yield from part


def _before(indentation: str, parts: list[Pieces], separator: str) -> Iterator[Piece]:
    for part in parts:
        yield indentation
        yield from part
        yield separator
