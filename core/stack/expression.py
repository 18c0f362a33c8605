"""What the expressions in a stack's template come to, as far as is known."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.nodes import Node

from kayron.core.stack.tree import StackNode
from kayron.core.template.intrinsic import Unresolved, arms, resolve
from kayron.core.template.node import items


def text_of(expression: Node | None, stack: StackNode) -> str | None:
    """Return the text of an expression, None where there is none or it is not known."""
    if expression is None:
        return None
    value = resolve(expression, stack.template, stack.scope)
    return None if isinstance(value, Unresolved) else value


def arms_of(expression: Node | None, stack: StackNode) -> tuple[Node, ...]:
    """Return what an expression may be: itself, or of an If the arms that may hold."""
    return () if expression is None else arms(expression, stack.template, stack.scope)


def listed(expression: Node | None, stack: StackNode) -> Iterator[Node]:
    """Yield the items that a list may have, where it or an item is an If."""
    for arm in arms_of(expression, stack):
        for item in items(arm):
            yield from arms_of(item, stack)
