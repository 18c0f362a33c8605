"""The first cause among the events that the sandbox's CloudFormation writes."""

from __future__ import annotations

from kayron.core.apply.cause import Failure, first_cause
from kayron.core.apply.event import StackEvent
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.rollout import Course
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.aws.templates import BUCKET, ROOT, SERVICE

FILES = (BUCKET, {"lite.yaml": SERVICE})

OPERATION = "bump"

VERSIONS = {"lite": "v2", "site": "v7"}


def deployed(aws: Aws) -> None:
    aws.deploy("root", ROOT, {"Version": "v1"}, {"environment": "testing"}, FILES)


def update(aws: Aws) -> None:
    client(aws, "cloudformation").update_stack(
        StackName="root",
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "Version", "ParameterValue": "v2"}],
        ClientRequestToken=OPERATION,
    )


def cause(aws: Aws) -> Failure | None:
    root = aws.stack("root")
    stacks = (root.id, root.resources["Lite"].physical)
    found = [one for stack in stacks for one in read(aws, stack) if one.token == OPERATION]
    return first_cause(found, VERSIONS, {root.id: ()})


def read(aws: Aws, stack: str) -> list[StackEvent]:
    pages = client(aws, "cloudformation").get_paginator("describe_stack_events")
    return [
        StackEvent(
            id=one["EventId"],
            time=one["Timestamp"],
            stack=one["StackId"],
            resource=one["LogicalResourceId"],
            type=one["ResourceType"],
            physical=one.get("PhysicalResourceId", ""),
            status=one["ResourceStatus"],
            reason=one.get("ResourceStatusReason", ""),
            token=one.get("ClientRequestToken"),
        )
        for page in pages.paginate(StackName=stack)
        for one in page["StackEvents"]
    ]


def test_a_rollout_that_its_circuit_breaker_ends_is_the_cause(aws: Aws) -> None:
    deployed(aws)
    aws.rollouts(Course.FAIL, images="*:v2")
    update(aws)
    aws.settle()
    assert aws.stack("root").status == "UPDATE_ROLLBACK_COMPLETE"
    found = cause(aws)
    assert found is not None
    assert (found.resource, found.subject) == ("Lite/Service", "lite")
    assert "ECS Deployment Circuit Breaker was triggered" in found.reason
    assert "RequestToken" not in found.reason


def test_a_nested_stack_that_fails_itself_is_the_cause(aws: Aws) -> None:
    deployed(aws)
    aws.trouble.fail("Lite", "S3 error: Access Denied")
    update(aws)
    aws.settle()
    assert cause(aws) == Failure(resource="Lite", reason="S3 error: Access Denied", subject="lite")


def test_an_update_that_somebody_cancels_has_no_cause(aws: Aws) -> None:
    deployed(aws)
    aws.trouble.hold("Service")
    update(aws)
    aws.settle()
    client(aws, "cloudformation").cancel_update_stack(StackName="root")
    aws.trouble.release("Service")
    aws.settle()
    assert aws.stack("root").status == "UPDATE_ROLLBACK_COMPLETE"
    assert cause(aws) is None
