"""Events of one update that fails, as the engine of CloudFormation writes them."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from kayron.core.apply.event import StackEvent
from tests.plans import UPDATE
from tests.world.example import NOON
from tests.world.identity import arn, commit

ROOT = arn("cloudformation", "stack/acme-testing/1")
LITE = arn("cloudformation", "stack/acme-testing-Lite-8A4/2")
SITE = arn("cloudformation", "stack/acme-testing-Site-3C1/3")

PATHS = {ROOT: (), LITE: ("Lite",), SITE: ("Site",)}

HASH = "1D0FD508"

BROKEN = (
    "Resource handler returned message: \"Error occurred during operation 'ECS Deployment Circuit "
    "Breaker was triggered'.\" (RequestToken: 256edf08-7afc-0783-a02f-4fd6be3a7e60, "
    "HandlerErrorCode: GeneralServiceException)"
)
LEGIBLE = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."


def failed(resource: str) -> str:
    return f"The following resource(s) failed to update: [{resource}]. "


def embedded(stack: str, reason: str) -> str:
    return (
        f"Embedded stack {stack} was not successfully updated. Currently in "
        f"UPDATE_ROLLBACK_IN_PROGRESS with reason: {reason}"
    )


def event(
    second: int, stack: str, resource: str, reason: str = "", status: str = "UPDATE_FAILED"
) -> StackEvent:
    """Return an event of a resource; `second` is when, and tells its id."""
    return StackEvent(
        id=f"e{second}-{stack[-1]}-{resource}",
        time=NOON + timedelta(seconds=second),
        stack=stack,
        resource=resource,
        type="AWS::ECS::Service",
        physical=f"acme/{resource}",
        status=status,
        reason=reason,
        token=UPDATE.operation,
    )


def of_nested(second: int, child: str, resource: str, reason: str, stack: str = ROOT) -> StackEvent:
    """Return an event of the resource that a nested stack is in its parent."""
    made = event(second, stack, resource, reason)
    return evolve(made, type="AWS::CloudFormation::Stack", physical=child)


def of_stack(
    second: int, stack: str, reason: str = "", status: str = "UPDATE_ROLLBACK_IN_PROGRESS"
) -> StackEvent:
    """Return an event of a stack itself."""
    made = event(second, stack, stack.split("/")[1], reason, status)
    return evolve(made, type="AWS::CloudFormation::Stack", physical=stack)


MOVING = {"lite": "v1.0.1", "site": commit("site")}

CASCADE = (
    of_stack(0, ROOT, "User Initiated", "UPDATE_IN_PROGRESS"),
    event(1, ROOT, "Cluster", "", "UPDATE_IN_PROGRESS"),
    of_stack(2, LITE, "", "UPDATE_IN_PROGRESS"),
    of_stack(2, SITE, "", "UPDATE_IN_PROGRESS"),
    event(3, LITE, "TaskDefinition", "", "UPDATE_COMPLETE"),
    event(4, LITE, "Service", "", "UPDATE_IN_PROGRESS"),
    event(9, LITE, "Service", BROKEN),
    event(9, LITE, "Alarm", "Resource update cancelled"),
    of_stack(10, LITE, failed("Service, Alarm")),
    of_nested(11, LITE, "Lite", embedded(LITE, failed("Service, Alarm"))),
    event(12, SITE, "Service", "Resource update cancelled"),
    of_stack(13, SITE, failed("Service")),
    of_nested(14, SITE, "Site", "Resource update cancelled"),
    of_stack(15, ROOT, failed("Lite, Site")),
    event(16, LITE, "Alarm", "The alarm is gone.", "UPDATE_FAILED"),
)
"""A service that never gets well, and all that fails with it; the last one fails going back."""
