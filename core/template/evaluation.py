"""One evaluation of a template's expressions: dispatch to functions, and what they share.

It never raises on odd shapes: what makes no sense is unresolved, and a condition then unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from yaml.nodes import Node, SequenceNode

from kayron.core.template.node import Call, call, items, scalar_value
from kayron.core.template.scope import Items, NoValue, Scope, Unresolved, Value
from kayron.core.template.source import Template, place

DEEPEST_EVALUATION = 100
"""Expressions within expressions, conditions that name conditions included. Our own bound."""

MOST_VALUES = 10_000
"""Values of one expression, with those that it comes to several times. Our own bound."""

DYNAMIC_REFERENCE = "{{resolve:"
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html"""


class Evaluation:
    """Evaluate nodes of one template in one scope; conditions are evaluated once each."""

    def __init__(
        self, template: Template, scope: Scope, functions: Mapping[str, Function], judge: Judge
    ) -> None:
        """Take the functions by long name, and what judges a condition's expression."""
        self.template = template
        self.scope = scope
        self._functions = functions
        self._judge = judge
        self._conditions: dict[str, bool | None] = {}
        self._nesting = 0
        self._count = 0

    def value(self, node: Node) -> Value:
        """Return the value of any node."""
        if self._nesting == DEEPEST_EVALUATION:
            return self.unresolved(node, "the expression is nested too deeply")
        if self._count == MOST_VALUES:
            return self.unresolved(node, "the expression comes to too many values")
        self._count += 1
        self._nesting += 1
        found = self._value(node)
        self._nesting -= 1
        if isinstance(found, str) and DYNAMIC_REFERENCE in found:
            return self.unresolved(
                node, "a dynamic reference is read only when the stack is updated"
            )
        return found

    def text(self, node: Node) -> str | Unresolved:
        """Return the value of a node where only a text makes sense."""
        found = self.value(node)
        if isinstance(found, tuple):
            return self.unresolved(node, "a list stands where a text belongs")
        if isinstance(found, NoValue):
            return self.unresolved(node, "AWS::NoValue stands where a text belongs")
        return found

    def texts(self, nodes: Iterable[Node]) -> tuple[str, ...] | Unresolved:
        """Return the texts of nodes, or the first that is unresolved."""
        found = []
        for node in nodes:
            text = self.text(node)
            if isinstance(text, Unresolved):
                return text
            found.append(text)
        return tuple(found)

    def items(self, node: Node) -> Items | Unresolved:
        """Return the value of a node where only a list makes sense, without its `NoValue` items."""
        found = self.value(node)
        if isinstance(found, tuple | Unresolved):
            return found
        return self.unresolved(node, "a list belongs here")

    def holds(self, name: str) -> bool | None:
        """Return whether a condition holds, None where that cannot be known."""
        if name not in self._conditions:
            self._conditions[name] = None  # What a condition that names itself finds.
            node = self.template.section("Conditions").get(name)
            if node is not None:
                self._conditions[name] = self.judge(node)
        return self._conditions[name]

    def judge(self, node: Node) -> bool | None:
        """Return whether a condition's expression holds, None where that cannot be known."""
        if self._nesting == DEEPEST_EVALUATION:
            return None
        self._nesting += 1
        found = self._judge(self, node)
        self._nesting -= 1
        return found

    def unresolved(self, node: Node, reason: str) -> Unresolved:
        """Return that a node has no known value."""
        return Unresolved(reason, place(self.template, node))

    def _value(self, node: Node) -> Value:
        found = call(node)
        if found is not None:
            return self._called(found)
        if isinstance(node, SequenceNode):
            values = map(self._item, items(node))
            return tuple(value for value in values if not isinstance(value, NoValue))
        text = scalar_value(node)
        if text is None:
            return self.unresolved(node, "a text or a list belongs here")
        return text

    def _item(self, node: Node) -> str | Unresolved | NoValue:
        value = self.value(node)
        if isinstance(value, tuple):
            return self.unresolved(node, "a list stands within a list")
        return value

    def _called(self, found: Call) -> Value:
        function = self._functions.get(found.name)
        if function is None:
            return self.unresolved(
                found.argument, f"{found.name} is evaluated only when the stack is updated"
            )
        return function(self, found.argument)


Function = Callable[[Evaluation, Node], Value]
Judge = Callable[[Evaluation, Node], bool | None]
