"""What needs what in a template, and in which order that lets resources be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import Any

from tests.sandbox.aws.cloudformation.template import Template
from tests.sandbox.aws.cloudformation.value import VARIABLE
from tests.sandbox.aws.error import validation

Waves = tuple[tuple[str, ...], ...]
"""Logical ids in groups; each needs only such as are in groups before its own."""


def references(expression: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401, anything
    """Yield what an expression refers to: a name, and the attribute or "" for the name itself."""
    if isinstance(expression, list):
        for one in expression:
            yield from references(one)
    if not isinstance(expression, dict):
        return
    for key, value in expression.items():
        if key == "Ref" and isinstance(value, str):
            yield value, ""
        elif key == "Fn::GetAtt":
            parts = value.split(".", 1) if isinstance(value, str) else value
            yield parts[0], ".".join(str(part) for part in parts[1:])
        elif key == "Fn::Sub":
            yield from _in_sub(value)
        else:
            yield from references(value)


def _in_sub(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    text, own = value if isinstance(value, list) else (value, {})
    for match in VARIABLE.finditer(text):
        name, _, attribute = match.group(1).strip().partition(".")
        if not name.startswith("!") and name not in own:
            yield name, attribute
    yield from references(own)


def needs(resource: Mapping[str, Any], names: Mapping[str, Any]) -> set[str]:
    """Return the resources that one needs."""
    explicit = resource.get("DependsOn") or []
    found = {explicit} if isinstance(explicit, str) else set(explicit)
    found |= {name for name, _ in references(resource.get("Properties"))}
    return found & names.keys()


@lru_cache(maxsize=4096)
def waves(template: Template) -> Waves:
    """Return a template's resources in groups, in the template's order within each."""
    _check_names(template)
    resources = template.resources
    sorter = TopologicalSorter({name: needs(one, resources) for name, one in resources.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        cycle = ", ".join(sorted(set(error.args[1])))
        raise validation(f"Circular dependency between resources: [{cycle}]") from error
    place = {name: index for index, name in enumerate(resources)}
    groups: list[tuple[str, ...]] = []
    while sorter.is_active():
        ready = tuple(sorted(sorter.get_ready(), key=place.__getitem__))
        groups.append(ready)
        sorter.done(*ready)
    return tuple(groups)


def _check_names(template: Template) -> None:
    known = {*template.resources, *template.section("Parameters")}
    for section in ("Resources", "Outputs"):
        used = {name for name, _ in references(template.section(section))}
        missing = sorted(name for name in used - known if not name.startswith("AWS::"))
        if missing:
            raise validation(
                "Template format error: Unresolved resource dependencies "
                f"[{', '.join(missing)}] in the {section} block of the template"
            )
