"""A change as a change set describes it: what changes, what caused it, and how sure that is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from tests.sandbox.aws.cloudformation.change import Action, Change
from tests.sandbox.aws.cloudformation.dependency import references
from tests.sandbox.aws.cloudformation.replacement import replacing_names
from tests.sandbox.aws.cloudformation.stack import Definition, Resource, Stack, State
from tests.sandbox.aws.cloudformation.value import LATER
from tests.sandbox.aws.wire import Data


@frozen
class Cause:
    """Why a property changes. A static cause is certain, a dynamic one shows in the update."""

    source: str
    entity: str | None = None
    static: bool = True


DIRECT = Cause("DirectModification")


@frozen(kw_only=True)
class Modified:
    """An existing resource, what it's to be, and the two definitions that say so."""

    logical: str
    before: Resource
    after: State
    old: Definition
    new: Definition

    def expression(self, definition: Definition, name: str) -> Any:  # noqa: ANN401, anything
        """Return what a template says of a property."""
        resource = definition.template.resources.get(self.logical, {})
        return (resource.get("Properties") or {}).get(name)

    def properties(self) -> list[str]:
        """Return the names of the properties that change."""
        before, after = self.before.state.properties, self.after.properties
        return sorted(
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        )


def described(change: Change, stack: Stack, definition: Definition, *, values: bool) -> Data:
    """Return a change as DescribeChangeSet has it."""
    shown: Data = {
        "Action": change.action.value,
        "LogicalResourceId": change.logical,
        "PhysicalResourceId": change.before.physical if change.before else None,
        "ResourceType": change.kind,
        "Scope": [],
        "Details": [],
    }
    if change.action is Action.REMOVE and change.before is not None:
        shown["PolicyAction"] = "Retain" if change.before.keep_on_delete else "Delete"
    if change.action is Action.MODIFY and change.before is not None and change.after is not None:
        modified = Modified(
            logical=change.logical,
            before=change.before,
            after=change.after,
            old=stack.definition,
            new=definition,
        )
        details = list(_details(modified, values=values)) or [AUTOMATIC]
        shown["Details"] = details
        shown["Scope"] = sorted({one["Target"]["Attribute"] for one in details})
        shown["Replacement"] = _replacement(details)
        if shown["Replacement"] != "False":
            kept = change.before.keep_on_replace
            shown["PolicyAction"] = "ReplaceAndRetain" if kept else "ReplaceAndDelete"
    return {"Type": "Resource", "ResourceChange": shown}


AUTOMATIC: Data = {
    "Target": {"Attribute": "Properties", "RequiresRecreation": "Never"},
    "Evaluation": "Dynamic",
    "ChangeSource": "Automatic",
}
"""What AWS says of a nested stack that may change for itself;
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html"""


def _replacement(details: list[Data]) -> str:
    always = [one for one in details if one["Target"]["RequiresRecreation"] == "Always"]
    if any(one["Evaluation"] == "Static" for one in always):
        return "True"
    return "Conditional" if always else "False"


def _details(modified: Modified, *, values: bool) -> Iterator[Data]:
    replacing = replacing_names(modified.after.kind)
    for name in modified.properties():
        target = {
            "Attribute": "Properties",
            "Name": name,
            "RequiresRecreation": "Always" if name in replacing else "Never",
        }
        if values:
            target |= _values(modified, name)
        for cause in _causes(modified, name):
            yield _detail(target, cause)
    for attribute, differs in (
        ("Tags", modified.before.state.tags != modified.after.tags),
        ("Metadata", modified.before.state.metadata != modified.after.metadata),
    ):
        if differs:
            yield _detail({"Attribute": attribute, "RequiresRecreation": "Never"}, DIRECT)


def _detail(target: Data, cause: Cause) -> Data:
    return {
        "Target": target,
        "Evaluation": "Static" if cause.static else "Dynamic",
        "ChangeSource": cause.source,
        "CausingEntity": cause.entity,
    }


def _values(modified: Modified, name: str) -> Data:
    before = modified.before.state.properties.get(name)
    after = modified.after.properties.get(name)
    kind = "Add" if before is None else "Remove" if after is None else "Modify"
    return {
        "Path": f"/Properties/{name}",
        "BeforeValue": _text(before),
        "AfterValue": _text(after),
        "AttributeChangeType": kind,
    }


def _text(value: Any) -> str | None:  # noqa: ANN401, properties hold anything
    return value if value is None or isinstance(value, str) else json.dumps(value, sort_keys=True)


def _causes(modified: Modified, name: str) -> Iterator[Cause]:
    """Yield why a property changes, as CloudFormation does.

    A change of a parameter is certain, and stands beside a dynamic cause of its own; one of another
    resource shows only in the update.
    """
    expression = modified.expression(modified.new, name)
    if expression != modified.expression(modified.old, name):
        yield DIRECT
        return
    certain = LATER not in json.dumps(modified.after.properties.get(name), default=str)
    for entity, attribute in sorted(set(references(expression))):
        if entity in modified.new.parameters:
            if modified.new.parameters[entity] != modified.old.parameters.get(entity):
                yield Cause("ParameterReference", entity)
                yield Cause("DirectModification", static=False)
        elif not certain and entity in modified.new.template.resources:
            source = "ResourceAttribute" if attribute else "ResourceReference"
            where = f"{entity}.{attribute}" if attribute else entity
            yield Cause(source, where, static=False)
