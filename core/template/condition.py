"""The truth of condition expressions in three values: true, false, and None for unknown."""

from __future__ import annotations

from yaml.nodes import Node

from kayron.core.template.evaluation import Evaluation
from kayron.core.template.node import Call, call, items, scalar


def truth(evaluation: Evaluation, node: Node) -> bool | None:
    """Return whether an expression of the section Conditions, or within one, holds."""
    match call(node):
        case Call("Fn::Equals", argument):
            return _equal(evaluation, items(argument))
        case Call("Fn::And", argument):
            return _every(list(map(evaluation.judge, items(argument))))
        case Call("Fn::Or", argument):
            return _not(_every([_not(evaluation.judge(item)) for item in items(argument)]))
        case Call("Fn::Not", argument):
            return _not(_every(list(map(evaluation.judge, items(argument)))))
        case Call("Condition", argument):
            name = scalar(argument)
            return None if name is None else evaluation.holds(name)
        case _:
            return None


def _not(value: bool | None) -> bool | None:  # noqa: FBT001 - it is what the function is about
    return None if value is None else not value


def _every(values: list[bool | None]) -> bool | None:
    """Return False where one is, else None where one is unknown or there is none."""
    if False in values:
        return False
    return None if None in values or not values else True


def _equal(evaluation: Evaluation, sides: list[Node]) -> bool | None:
    if len(sides) != len(("left", "right")):
        return None
    left, right = map(evaluation.text, sides)
    return left == right if isinstance(left, str) and isinstance(right, str) else None
