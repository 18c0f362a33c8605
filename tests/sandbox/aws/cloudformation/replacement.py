"""Which changes of a resource replace it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kayron.core.stack.replacement import create_only, name_properties
from tests.sandbox.aws.cloudformation.stack import State
from tests.sandbox.aws.error import validation

BESIDE_THE_REGISTRY = {
    "AWS::Route53::RecordSet": ("Name",),
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": ("ListenerArn",),
}
"""Properties that replace although the registry's schema doesn't say so;
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html"""


def replacing(before: State, after: State) -> tuple[str, ...]:
    """Return the names of the changed properties that replace the resource."""
    paths = (*create_only(after.kind), *BESIDE_THE_REGISTRY.get(after.kind, ()))
    changed = [
        path
        for path in paths
        if _at(before.properties, path.split("/")) != _at(after.properties, path.split("/"))
    ]
    return tuple(dict.fromkeys(path.partition("/")[0] for path in changed))


def check_name(before: State, after: State, physical: str) -> None:
    """Raise where the replacement would have the name of what it replaces."""
    names = name_properties(after.kind)
    if names and all(
        name in after.properties and after.properties[name] == before.properties.get(name)
        for name in names
    ):
        raise validation(
            "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
            f"Rename {physical} and update the stack again."
        )


def _at(value: Any, path: Sequence[str]) -> Any:  # noqa: ANN401, properties hold anything
    for index, step in enumerate(path):
        if step == "*" and isinstance(value, list):
            return [_at(one, path[index + 1 :]) for one in value]
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def replacing_names(kind: str) -> frozenset[str]:
    """Return the names of the properties of a type that replace when they change."""
    paths = (*create_only(kind), *BESIDE_THE_REGISTRY.get(kind, ()))
    return frozenset(path.partition("/")[0] for path in paths)
