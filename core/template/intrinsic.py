"""The values of a template's expressions, as far as a scope tells them.

Nothing here guesses: what is not known is `Unresolved`, with the clause that says why.
"""

from __future__ import annotations

from yaml.nodes import Node

from kayron.core.template import assembly, lookup
from kayron.core.template.condition import truth
from kayron.core.template.evaluation import Evaluation, Function
from kayron.core.template.node import call, is_no_value, items, scalar
from kayron.core.template.scope import Scope, Unresolved
from kayron.core.template.source import Template

__all__ = ["Scope", "Unresolved", "arms", "holds", "resolve", "resolve_all"]

FUNCTIONS: dict[str, Function] = {
    "Ref": lookup.ref,
    "Fn::FindInMap": lookup.find_in_map,
    "Fn::GetAtt": lookup.get_att,
    "Fn::If": assembly.choose,
    "Fn::ImportValue": lookup.import_value,
    "Fn::Join": assembly.join,
    "Fn::Select": assembly.select,
    "Fn::Split": assembly.split,
    "Fn::Sub": assembly.sub,
}


def resolve(node: Node, template: Template, scope: Scope) -> str | Unresolved:
    """Return the text that a node's expression has in a scope."""
    return _evaluation(template, scope).text(node)


def resolve_all(node: Node, template: Template, scope: Scope) -> tuple[str, ...] | Unresolved:
    """Return the texts of a list in a scope, those that are `AWS::NoValue` left out."""
    return assembly.known(_evaluation(template, scope).items(node))


def holds(condition: str, template: Template, scope: Scope) -> bool | None:
    """Return whether a condition of the template holds in a scope; None: it cannot be known."""
    return _evaluation(template, scope).holds(condition)


def arms(node: Node, template: Template, scope: Scope) -> tuple[Node, ...]:
    """Return the nodes that may stand for a node: of an `If` the arm that holds, else both.

    An `If` within an arm is followed too. An arm that is `AWS::NoValue` is left out.
    """
    found = call(node)
    parts = items(found.argument) if found and found.name == "Fn::If" else []
    if len(parts) != len(("condition", "then", "else")):
        return () if is_no_value(node) else (node,)
    held = holds(scalar(parts[0]) or "", template, scope)
    chosen = parts[1:] if held is None else parts[1:2] if held else parts[2:]
    return tuple(arm for part in chosen for arm in arms(part, template, scope))


def _evaluation(template: Template, scope: Scope) -> Evaluation:
    return Evaluation(template, scope, FUNCTIONS, truth)
