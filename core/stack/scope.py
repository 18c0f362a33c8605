"""The scope of a stack: which values the expressions of its template see.

Values that CloudFormation hides and names of SSM parameters may be among them; `intrinsic` knows
from the template's declarations not to take them for values.
"""

from __future__ import annotations

from collections.abc import Mapping

from yaml.nodes import Node

from kayron.core.snapshot import Resources, Stack
from kayron.core.stack.surroundings import Surroundings, pseudo_parameters
from kayron.core.table import Table
from kayron.core.template.intrinsic import Scope, Unresolved, arms, resolve, resolve_all
from kayron.core.template.node import call, child, entries, scalar_value
from kayron.core.template.source import ResourceNode, Template

Passed = Mapping[str, str | None] | None
"""What a stack passes to a nested one, by parameter: None where it cannot be evaluated.

None as a whole where a function makes it, so that anything may be passed.
"""


def scope_of(surroundings: Surroundings, stack: Stack | None, parameters: Table[str]) -> Scope:
    """Return the scope of a stack with these parameter values; all else is as deployed."""
    return Scope(
        parameters=parameters,
        pseudo=pseudo_parameters(surroundings, stack),
        physical=_physical_ids(stack),
        outputs=_outputs(stack),
        exports=surroundings.exports,
    )


def root_values(template: Template, passed: Table[str], stack: Stack | None) -> Table[str]:
    """Return the known values of the root stack's parameters.

    A parameter that nothing is passed for, and that the deployed stack does not have, gets its
    default. One that the stack has and whose value is not passed on is unknown.
    """
    deployed: Mapping[str, str] = stack.parameters if stack else {}
    values = {
        name: passed.get(name, None if name in deployed else _default(node))
        for name, node in template.section("Parameters").items()
    }
    return Table({name: value for name, value in values.items() if value is not None})


def nested_values(template: Template, passed: Passed, stack: Stack | None) -> Table[str]:
    """Return the known values of a nested stack's parameters.

    What the parent passes counts; where that cannot be evaluated (None), the deployed value. What
    the parent does not pass has its default, for CloudFormation gives it that.
    """
    deployed: Mapping[str, str] = stack.parameters if stack else {}
    if passed is None:
        passed = dict.fromkeys(template.section("Parameters"))
    values = {
        name: _passed_or_deployed(passed[name], deployed.get(name))
        if name in passed
        else _default(node)
        for name, node in template.section("Parameters").items()
    }
    return Table({name: value for name, value in values.items() if value is not None})


def passed_values(resource: ResourceNode, template: Template, scope: Scope) -> Passed:
    """Return what a stack resource passes to its stack.

    What surely is `AWS::NoValue` is not passed. Of several arms of an `If` none is known to hold,
    so only what all of them pass alike is known.
    """
    parameters = resource.properties.get("Parameters")
    found = () if parameters is None else arms(parameters, template, scope)
    if any(call(arm) for arm in found):
        return None
    each = [_passed_by(arm, template, scope) for arm in found]
    names = dict.fromkeys(name for one in each for name in one)
    return {name: _agreed({one.get(name) for one in each}) for name in names}


def _agreed(values: set[str | None]) -> str | None:
    return values.pop() if len(values) == 1 else None


def _passed_by(arm: Node, template: Template, scope: Scope) -> dict[str, str | None]:
    return {
        key.value: _passed(node, template, scope)
        for key, node in entries(arm)
        if arms(node, template, scope)
    }


def _passed(node: Node, template: Template, scope: Scope) -> str | None:
    value = resolve(node, template, scope)
    if not isinstance(value, Unresolved):
        return value
    values = resolve_all(node, template, scope)
    return None if isinstance(values, Unresolved) else ",".join(values)


def _passed_or_deployed(passed: str | None, deployed: str | None) -> str | None:
    return deployed if passed is None else passed


def _default(parameter: Node) -> str | None:
    return scalar_value(child(parameter, "Default"))


def _physical_ids(stack: Stack | None) -> Table[str]:
    if stack is None or not isinstance(stack.resources, Resources):
        return Table()
    resources = stack.resources.by_id.items()
    return Table({name: resource.physical for name, resource in resources if resource.physical})


def _outputs(stack: Stack | None) -> Table[Table[str]]:
    if stack is None:
        return Table()
    nested = stack.nested.items()
    return Table({name: fact.outputs for name, fact in nested if isinstance(fact, Stack)})
