"""The values of a template's expressions."""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from tests.sandbox.aws.cloudformation.template import Template
from tests.sandbox.aws.error import validation

VARIABLE = re.compile(r"\$\{([^}]*)\}")
LATER = "{{changeSet:KNOWN_AFTER_APPLY}}"
"""What AWS has in place of a value that only the update will show."""


class _NoValue:
    """What `AWS::NoValue` is: its key or item disappears."""


NO_VALUE = _NoValue()


@frozen(kw_only=True)
class Scope:
    """What expressions can refer to."""

    template: Template
    parameters: Mapping[str, Any]
    pseudo: Mapping[str, Any]
    resource: Callable[[str], str]
    attribute: Callable[[str, str], Any]
    export: Callable[[str], str]

    def named(self, name: str) -> Any:  # noqa: ANN401, a parameter may be a list
        """Return what a name stands for."""
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        return self.resource(name)

    def holds(self, condition: str) -> bool:
        """Whether a condition of the template holds."""
        conditions = self.template.section("Conditions")
        if condition not in conditions:
            raise validation(f"Template error: unresolved condition dependency {condition}")
        return bool(evaluate(conditions[condition], self))

    def wanted(self, item: Mapping[str, Any]) -> bool:
        """Whether a resource or an output is to be, as far as its condition says."""
        return "Condition" not in item or self.holds(item["Condition"])


def evaluate(expression: Any, scope: Scope) -> Any:  # noqa: ANN401, templates hold anything
    """Return the value of an expression and of all in it."""
    if isinstance(expression, list):
        values = [evaluate(one, scope) for one in expression]
        return [value for value in values if value is not NO_VALUE]
    if not isinstance(expression, dict):
        return expression
    if len(expression) == 1:
        ((name, argument),) = expression.items()
        if name in FUNCTIONS:
            return FUNCTIONS[name](argument, scope)
    values_by_key = ((key, evaluate(value, scope)) for key, value in expression.items())
    return {key: value for key, value in values_by_key if value is not NO_VALUE}


Function = Callable[[Any, Scope], Any]


def _get_att(argument: Any, scope: Scope) -> Any:  # noqa: ANN401
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    return scope.attribute(parts[0], ".".join(str(evaluate(part, scope)) for part in parts[1:]))


def _sub(argument: Any, scope: Scope) -> str:  # noqa: ANN401
    text, own = argument if isinstance(argument, list) else (argument, {})
    values = {name: evaluate(value, scope) for name, value in own.items()}

    def variable(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        if name.startswith("!"):
            return "${" + name[1:] + "}"
        if name in values:
            return as_text(values[name])
        if "." in name and name not in scope.parameters:
            return as_text(scope.attribute(*name.split(".", 1)))
        return as_text(scope.named(name))

    return VARIABLE.sub(variable, text)


def _find_in_map(argument: Any, scope: Scope) -> Any:  # noqa: ANN401
    name, first, second, *default = evaluate(argument, scope)
    try:
        return scope.template.section("Mappings")[name][str(first)][str(second)]
    except KeyError as error:
        if default:
            return default[0]["DefaultValue"]
        raise validation(
            f"Template error: Unable to get mapping for {name}::{first}::{second}"
        ) from error


def _select(argument: Any, scope: Scope) -> Any:  # noqa: ANN401
    index, values = evaluate(argument, scope)
    if values == LATER:
        return LATER
    if not 0 <= int(index) < len(values):
        raise validation(f"Template error: Fn::Select cannot select nonexistent value at {index}")
    return values[int(index)]


def _split(argument: Any, scope: Scope) -> Any:  # noqa: ANN401
    delimiter, text = evaluate(argument, scope)
    return LATER if text == LATER else str(text).split(delimiter)


def _cidr(argument: Any, scope: Scope) -> list[str]:  # noqa: ANN401
    block, count, bits = (*evaluate(argument, scope), 8)[:3]
    subnets = ipaddress.ip_network(block).subnets(new_prefix=32 - int(bits))
    return [str(subnet) for _, subnet in zip(range(int(count)), subnets, strict=False)]


def _equals(argument: Any, scope: Scope) -> bool:  # noqa: ANN401
    first, second = evaluate(argument, scope)
    return as_text(first) == as_text(second)


def as_text(value: object) -> str:
    """Return a value as CloudFormation writes it into text."""
    match value:
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case list():
            return ",".join(as_text(one) for one in value)
        case _:
            return str(value)


FUNCTIONS: Mapping[str, Function] = {
    "Condition": lambda name, scope: scope.holds(name),
    "Fn::And": lambda all_, scope: all(evaluate(one, scope) for one in all_),
    "Fn::Base64": lambda text, scope: base64.b64encode(
        as_text(evaluate(text, scope)).encode()
    ).decode(),
    "Fn::Cidr": _cidr,
    "Fn::Equals": _equals,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetAZs": lambda _region, scope: [f"{scope.pseudo['AWS::Region']}{zone}" for zone in "abc"],
    "Fn::GetAtt": _get_att,
    "Fn::If": lambda arms, scope: evaluate(arms[1] if scope.holds(arms[0]) else arms[2], scope),
    "Fn::ImportValue": lambda name, scope: scope.export(as_text(evaluate(name, scope))),
    "Fn::Join": lambda parts, scope: parts[0].join(
        as_text(one) for one in evaluate(parts[1], scope)
    ),
    "Fn::Not": lambda one, scope: not evaluate(one[0], scope),
    "Fn::Or": lambda any_, scope: any(evaluate(one, scope) for one in any_),
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Sub": _sub,
    "Ref": lambda name, scope: scope.named(name),
}
