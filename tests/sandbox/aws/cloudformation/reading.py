"""CloudFormation's reading operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.sandbox.aws.cloudformation.stack import Stack, Stacks
from tests.sandbox.aws.cloudformation.submission import Submissions
from tests.sandbox.aws.cloudformation.template import IAM, parsed
from tests.sandbox.aws.cloudformation.view import described, detailed, listed, summarised
from tests.sandbox.aws.error import validation
from tests.sandbox.aws.page import page
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.wire import Data

PAGE = 100
"""Stacks, resources, events and exports; not published, measured by many."""


class Reading:
    """Describe and list."""

    def __init__(self, place: Place, stacks: Stacks, submissions: Submissions) -> None:
        self._place = place
        self._stacks = stacks
        self._submissions = submissions
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "DescribeStackEvents": self._events,
            "DescribeStackResource": self._resource,
            "DescribeStackResources": self._resources,
            "DescribeStacks": self._describe,
            "GetTemplate": self._template,
            "GetTemplateSummary": self._summary,
            "ListExports": self._exports,
            "ListImports": self._imports,
            "ListStackResources": self._list_resources,
            "ListStacks": self._list,
        }

    def declared(self, template: str) -> frozenset[str]:
        """Return the names of the parameters that a template declares."""
        return frozenset(parsed(template).section("Parameters"))

    def _paged(self, name: str, items: Sequence[Data], data: Data) -> Data:
        size = self._place.pace.page or PAGE
        items_of_page, token = page(items, data.get("NextToken"), size)
        return {name: list(items_of_page), "NextToken": token}

    def _found(self, data: Data) -> Stack:
        if not data.get("StackName"):
            raise validation("1 validation error detected: Value null at 'stackName'")
        return self._stacks.find(data["StackName"])

    def _describe(self, data: Data) -> Data:
        if data.get("StackName"):
            return {"Stacks": [described(self._found(data))]}
        live = [stack for stack in self._stacks if stack.deleted is None]
        stacks, token = page(live, data.get("NextToken"), self._place.pace.page or PAGE)
        return {"Stacks": [described(stack) for stack in stacks], "NextToken": token}

    def _list(self, data: Data) -> Data:
        wanted = data.get("StackStatusFilter")
        found = [stack for stack in self._stacks if not wanted or stack.status in wanted]
        return self._paged("StackSummaries", [summarised(stack) for stack in found], data)

    def _list_resources(self, data: Data) -> Data:
        resources = self._found(data).resources
        found = [listed(resources[name]) for name in sorted(resources)]
        return self._paged("StackResourceSummaries", found, data)

    def _resources(self, data: Data) -> Data:
        stack, logical = self._found(data), data.get("LogicalResourceId")
        names = sorted(stack.resources) if logical is None else [logical]
        for name in names:
            self._check(stack, name)
        return {"StackResources": [detailed(stack, stack.resources[name]) for name in names][:PAGE]}

    def _resource(self, data: Data) -> Data:
        stack, name = self._found(data), data["LogicalResourceId"]
        self._check(stack, name)
        return {"StackResourceDetail": detailed(stack, stack.resources[name])}

    def _check(self, stack: Stack, name: str) -> None:
        if name not in stack.resources:
            raise validation(f"Resource {name} does not exist for stack {stack.name}")

    def _events(self, data: Data) -> Data:
        return self._paged("StackEvents", self._found(data).events[::-1], data)

    def _template(self, data: Data) -> Data:
        text = self._found(data).definition.template.text
        shown = text.encode("ascii", "replace").decode()
        return {"TemplateBody": shown, "StagesAvailable": ["Original", "Processed"]}

    def _summary(self, data: Data) -> Data:
        if data.get("StackName"):
            template = self._found(data).definition.template
        else:
            template = self._submissions.template(data)
        kinds = sorted({one["Type"] for one in template.resources.values()})
        iam = [kind for kind in kinds if kind in IAM]
        return {
            "Parameters": [
                {
                    "ParameterKey": name,
                    "ParameterType": one["Type"],
                    "NoEcho": template.hidden(name),
                    "DefaultValue": one.get("Default"),
                    "Description": one.get("Description"),
                }
                for name, one in template.section("Parameters").items()
            ],
            "Description": template.data.get("Description"),
            "Capabilities": ["CAPABILITY_NAMED_IAM"] if iam else [],
            "ResourceTypes": kinds,
        }

    def _exports(self, data: Data) -> Data:
        found = [
            {"ExportingStackId": stack.id, "Name": name, "Value": value}
            for name, (value, stack) in sorted(self._stacks.exports.items())
        ]
        return self._paged("Exports", found, data)

    def _imports(self, data: Data) -> Data:
        name = data["ExportName"]
        importers = self._stacks.importers(name)
        if not importers:
            raise validation(f"Export '{name}' is not imported by any stack.")
        return {"Imports": importers}
