"""The values of a stack's parameters: given, kept, or defaults; and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tests.sandbox.aws.cloudformation.template import Template
from tests.sandbox.aws.cloudformation.value import LATER, as_text
from tests.sandbox.aws.error import validation
from tests.sandbox.aws.wire import Data

LONGEST = 4096


def resolved(
    template: Template, given: Iterable[Data], previous: Mapping[str, str]
) -> dict[str, str]:
    """Return each declared parameter's value as text; raise what CloudFormation refuses."""
    declared = template.section("Parameters")
    values = {one["ParameterKey"]: _given(one, previous) for one in given}
    extra = [name for name in values if name not in declared]
    if extra:
        raise validation(f"Parameters: [{', '.join(extra)}] do not exist in the template")
    missing = [
        name for name, one in declared.items() if name not in values and "Default" not in one
    ]
    if missing:
        raise validation(f"Parameters: [{', '.join(missing)}] must have values")
    result = {
        name: values[name] if name in values else as_text(one["Default"])
        for name, one in declared.items()
    }
    for name, value in result.items():
        _check(name, value, declared[name])
    return result


def _given(one: Data, previous: Mapping[str, str]) -> str:
    name: str = one["ParameterKey"]
    if not one.get("UsePreviousValue"):
        return str(one.get("ParameterValue", ""))
    if name not in previous:
        raise validation(
            f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for "
            "a parameter key not in the previous template"
        )
    return previous[name]


def _check(name: str, value: str, declared: Data) -> None:
    if LATER in value:
        return
    if len(value.encode()) > LONGEST:
        raise validation(f"Parameter '{name}' must be {LONGEST} bytes or less")
    allowed = [as_text(one) for one in declared.get("AllowedValues", [])]
    if allowed and value not in allowed:
        raise validation(f"Parameter '{name}' must be one of AllowedValues")
    if declared.get("Type") == "Number" and not re.fullmatch(r"[-+]?\d+(\.\d+)?", value):
        raise validation(f"Parameter '{name}' must be a number.")
    pattern = declared.get("AllowedPattern")
    if pattern and not re.fullmatch(pattern, value):
        why = declared.get("ConstraintDescription", f"must match pattern {pattern}")
        raise validation(f"Parameter '{name}' {why}")
    if len(value) < int(declared.get("MinLength", 0)):
        least = declared["MinLength"]
        raise validation(f"Parameter '{name}' must contain at least {least} characters")


def typed(template: Template, values: Mapping[str, str]) -> dict[str, Any]:
    """Return values as expressions see them: lists where the type is one."""
    declared = template.section("Parameters")
    return {name: _typed(declared[name]["Type"], value) for name, value in values.items()}


def _typed(kind: str, value: str) -> str | list[str]:
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return [part.strip() for part in value.split(",")] if value else []
    return value
