"""Stacks and what they have, as CloudFormation describes them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.sandbox.aws.cloudformation.stack import Definition, Resource, Stack
from tests.sandbox.aws.tag import as_list
from tests.sandbox.aws.wire import Data

HIDDEN = "****"
NOT_CHECKED = "NOT_CHECKED"


def described(stack: Stack) -> Data:
    """Return a stack as DescribeStacks has it."""
    definition = stack.definition
    return {
        "StackId": stack.id,
        "StackName": stack.name,
        "Description": definition.template.data.get("Description"),
        "Parameters": parameters_of(definition),
        "CreationTime": stack.created,
        "DeletionTime": stack.deleted,
        "LastUpdatedTime": stack.updated,
        "StackStatus": stack.status,
        "StackStatusReason": stack.reason,
        "DisableRollback": stack.disable_rollback,
        "NotificationARNs": [],
        "Capabilities": list(definition.capabilities),
        "Outputs": stack.outputs,
        "RoleARN": definition.role,
        "Tags": as_list(definition.tags),
        "EnableTerminationProtection": stack.protected,
        "DriftInformation": {"StackDriftStatus": NOT_CHECKED},
        **_family(stack),
    }


def summarised(stack: Stack) -> Data:
    """Return a stack as ListStacks has it."""
    return {
        "StackId": stack.id,
        "StackName": stack.name,
        "TemplateDescription": stack.definition.template.data.get("Description"),
        "CreationTime": stack.created,
        "LastUpdatedTime": stack.updated,
        "DeletionTime": stack.deleted,
        "StackStatus": stack.status,
        "StackStatusReason": stack.reason,
        "DriftInformation": {"StackDriftStatus": NOT_CHECKED},
        **_family(stack),
    }


def _family(stack: Stack) -> Mapping[str, str]:
    if stack.parent is None:
        return {}
    return {"ParentId": stack.parent.id, "RootId": stack.root.id}


def parameters_of(definition: Definition) -> list[Data]:
    """Return a stack's parameters; those with NoEcho hidden."""
    return [
        {
            "ParameterKey": name,
            "ParameterValue": HIDDEN if definition.template.hidden(name) else value,
        }
        for name, value in definition.parameters.items()
    ]


def listed(resource: Resource) -> Data:
    """Return a resource as ListStackResources has it."""
    return {
        "LogicalResourceId": resource.logical,
        "PhysicalResourceId": resource.physical or None,
        "ResourceType": resource.state.kind,
        "LastUpdatedTimestamp": resource.updated,
        "ResourceStatus": resource.status,
        "ResourceStatusReason": resource.reason,
        "DriftInformation": {"StackResourceDriftStatus": NOT_CHECKED},
    }


def detailed(stack: Stack, resource: Resource) -> Data:
    """Return a resource as DescribeStackResources has it."""
    return {
        "StackName": stack.name,
        "StackId": stack.id,
        "LogicalResourceId": resource.logical,
        "PhysicalResourceId": resource.physical or None,
        "ResourceType": resource.state.kind,
        "Timestamp": resource.updated,
        "LastUpdatedTimestamp": resource.updated,
        "ResourceStatus": resource.status,
        "ResourceStatusReason": resource.reason,
        "DriftInformation": {"StackResourceDriftStatus": NOT_CHECKED},
    }
