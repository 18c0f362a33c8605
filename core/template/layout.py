"""How a template's text is laid out: where a node ends, and its line, and how it is indented.

Marks are offsets into the text. Line breaks are YAML's: U+0085, U+2028 and U+2029 too.
"""

from __future__ import annotations

import re

from attrs import frozen
from yaml.nodes import CollectionNode, Node, ScalarNode

from kayron.core.template.node import children, entries
from kayron.core.template.source import Template

LINE_BREAKS = "\r\n\x85\u2028\u2029"

REST_OF_LINE = re.compile(f"[^{LINE_BREAKS}]*")

LINE_BREAK = re.compile(f"\r\n|[{LINE_BREAKS}]")

TRAILING_COMMENT = re.compile(rf"[\]}}, \t]*?([ \t]+#[^{LINE_BREAKS}]*)")


def last_leaf(node: Node) -> Node:
    """Return the scalar or flow collection that a node ends with in the text."""
    while not isinstance(node, ScalarNode) and not is_flow(node):
        node = children(node)[-1]
    return node


def is_flow(node: Node) -> bool:
    """Tell whether a node is a list or a mapping in brackets."""
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def is_block_scalar(node: Node) -> bool:
    """Tell whether a node is a literal or folded scalar, whose end depends on what follows it."""
    return isinstance(node, ScalarNode) and node.style in ("|", ">")


@frozen
class Layout:
    """A template's text and its habits: JSON or YAML, its line break, one step of indentation."""

    text: str
    json: bool
    newline: str
    step: str

    def end(self, node: Node) -> int:
        """Return the offset after a node's last leaf, without a block scalar's final breaks."""
        leaf = last_leaf(node)
        end: int = leaf.end_mark.index
        if not is_block_scalar(leaf):
            return end
        start: int = leaf.start_mark.index
        return start + len(self.text[start:end].rstrip())

    def end_of_line(self, at: int) -> int:
        """Return the offset of the break that ends the line of an offset, or of the text's end."""
        found = REST_OF_LINE.match(self.text, at)
        return found.end() if found else at

    def next_line(self, at: int) -> int:
        """Return the offset where the line after that of an offset begins, or the text's end."""
        end = self.end_of_line(at)
        found = LINE_BREAK.match(self.text, end)
        return found.end() if found else end

    def indentation(self, node: Node) -> str | None:
        """Return what stands before a node on its line where that is only space, else None."""
        start: int = node.start_mark.index
        before = self.text[start - node.start_mark.column : start]
        return before if not before.strip() else None

    def indentation_of_line(self, node: Node) -> str:
        """Return the space that the line of a node begins with."""
        start: int = node.start_mark.index
        line = self.text[start - node.start_mark.column : start]
        return line[: len(line) - len(line.lstrip())]

    def trailing_comment(self, at: int) -> tuple[int, int] | None:
        """Return the span of the comment that ends the line, where nothing else is left of it."""
        found = TRAILING_COMMENT.match(self.text, at)
        return found.span(1) if found else None

    def verbatim(self, node: ScalarNode) -> int | None:
        """Return the offset of a value where the text has it letter by letter, else None."""
        if is_block_scalar(node):
            return None
        start: int = node.end_mark.index - len(node.value) - (1 if node.style else 0)
        opened = not node.style or self.text[start - 1] == node.style
        return start if opened and self.text.startswith(node.value, start) else None


def layout_of(template: Template, service: str) -> Layout:
    """Return the layout of a template, as its main service shows it."""
    resource = template.resources[service]
    first, _ = entries(resource.node)[0]
    bare = Layout(template.text, template.json, "", "")
    end = bare.end_of_line(resource.key.end_mark.index)
    newline = template.text[end : bare.next_line(end)] or "\n"
    outer, inner = bare.indentation(resource.key), bare.indentation(first)
    nested = outer is not None and inner is not None and inner.startswith(outer)
    step = inner[len(outer) :] if nested and outer is not None and inner is not None else "  "
    return Layout(template.text, template.json, newline, step)
