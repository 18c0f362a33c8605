"""The functions that look a value up: Ref, GetAtt, ImportValue, FindInMap."""

from __future__ import annotations

from yaml.nodes import Node

from kayron.core.snapshot import HIDDEN
from kayron.core.table import Table
from kayron.core.template.evaluation import Evaluation
from kayron.core.template.node import child, items, scalar
from kayron.core.template.scope import NoValue, Unresolved, Value
from kayron.core.template.secrecy import is_secret

SSM_VALUE = "AWS::SSM::Parameter::Value<"
"""How the type of a parameter begins whose value is only the name of the value."""

OUTPUTS = "Outputs."


def ref(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `Ref`."""
    name = scalar(argument)
    if name is None:
        return evaluation.unresolved(argument, "Ref needs a name")
    return named(evaluation, name, argument)


def named(evaluation: Evaluation, name: str, node: Node) -> Value:
    """Return the value of a parameter, a pseudo parameter or a resource; `node` names it."""
    scope = evaluation.scope
    if name == "AWS::NoValue":
        return NoValue()
    if name in scope.pseudo:
        return scope.pseudo[name]
    declaration = evaluation.template.section("Parameters").get(name)
    if declaration is not None:
        return _parameter(evaluation, name, declaration, node)
    if name in scope.physical:
        return scope.physical[name]
    if name in evaluation.template.resources:
        return evaluation.unresolved(node, f"the id of the resource {name} is not known")
    if name.startswith("AWS::"):
        return evaluation.unresolved(node, f"{name} is not known")
    return evaluation.unresolved(node, f"the template has no parameter or resource {name}")


def _parameter(evaluation: Evaluation, name: str, declaration: Node, node: Node) -> Value:
    kind = scalar(child(declaration, "Type")) or ""
    value = evaluation.scope.parameters.get(name)
    if kind.startswith(SSM_VALUE):
        return evaluation.unresolved(node, f"the parameter {name} is read from SSM by AWS alone")
    if is_secret(declaration) or value == HIDDEN:
        return evaluation.unresolved(node, f"the value of the NoEcho parameter {name} is hidden")
    if value is None:
        return evaluation.unresolved(node, f"the value of the parameter {name} is not known")
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return tuple(item.strip() for item in value.split(","))
    return value


def get_att(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `GetAtt`, of which only outputs of deployed nested stacks are known."""
    written = scalar(argument)
    if written is not None:
        return attribute(evaluation, written, argument)
    parts = evaluation.texts(items(argument))
    if isinstance(parts, Unresolved):
        return parts
    return attribute(evaluation, ".".join(parts), argument)


def attribute(evaluation: Evaluation, path: str, node: Node) -> Value:
    """Return the value of `Resource.Attribute`; `node` names it."""
    resource, _, name = path.partition(".")
    outputs = evaluation.scope.outputs.get(resource) or Table[str]()
    value = outputs.get(name.removeprefix(OUTPUTS)) if name.startswith(OUTPUTS) else None
    if value is not None and value != HIDDEN:
        return value
    return evaluation.unresolved(node, f"the attribute {path} is not known")


def import_value(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `ImportValue`."""
    name = evaluation.text(argument)
    if isinstance(name, Unresolved):
        return name
    value = evaluation.scope.exports.get(name)
    if value is None or value == HIDDEN:
        return evaluation.unresolved(argument, f"the export {name} is not known")
    return value


def find_in_map(evaluation: Evaluation, argument: Node) -> Value:
    """Evaluate `FindInMap`, with its `DefaultValue` where the map has no such entry."""
    parts = items(argument)
    keys = evaluation.texts(parts[:3])
    if isinstance(keys, Unresolved):
        return keys
    if len(keys) < 3:  # noqa: PLR2004 - a map, and a key of each of its two levels
        return evaluation.unresolved(argument, "FindInMap needs a map and two keys")
    entry = evaluation.template.section("Mappings").get(keys[0])
    for key in keys[1:]:
        entry = child(entry, key) if entry else None
    default = child(parts[-1], "DefaultValue")
    found = entry or default
    if found is None:
        words = "the map {} has no entry {} that has {}".format(*keys)
        return evaluation.unresolved(argument, words)
    return evaluation.value(found)
