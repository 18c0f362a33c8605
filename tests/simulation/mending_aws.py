"""People mend what is wrong on AWS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.sandbox.aws.cloudformation.stack import Resource, Stack
from tests.sandbox.aws.rollout import Service
from tests.sandbox.aws.wire import Data
from tests.simulation.company import Company
from tests.simulation.deployed import ECS_SERVICE, ecs_service
from tests.simulation.events.bucket import entries, lease, record
from tests.simulation.events.stacks import by_hand, call
from tests.simulation.events.tools import clear_leftovers, foreign

TRIES, PATIENCE = 2, 8
"""How often a rollback is continued, and rounds of that and of creation until a stack is well."""

WELL = frozenset(
    {
        "CREATE_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE", "UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE",
    }
)  # fmt: skip


def mend_trouble(company: Company) -> Iterator[str]:
    """Let nothing fail or take long any more, and what goes on come to its end."""
    company.aws.trouble.clear()
    company.aws.region.ecs.rollouts.conducts.clear()
    company.aws.settle()
    yield "nothing fails or hangs any more, and what goes on comes to its end"


def mend_stack(company: Company) -> Iterator[str]:
    """Get the stack out of whatever status it is in; one that cannot go back is made anew."""
    for number in range(PATIENCE):
        root = company.root
        if root is not None and root.status in WELL:
            return
        if root is None:
            company.recreate()
            yield "somebody creates the stack again"
        elif root.status == "UPDATE_ROLLBACK_FAILED" and not _told(root) and number < TRIES:
            call(company, "ContinueUpdateRollback", {})
            yield "somebody continues the rollback"
        elif _whole(root) and (root.status != "UPDATE_ROLLBACK_FAILED" or _told(root)):
            company.aws.set_status(root.id, "UPDATE_COMPLETE")
            yield f"somebody gets the stack out of {root.status}"
        else:
            _delete(company, root)
            yield "somebody deletes the stack"
        company.aws.settle()


def _told(root: Stack) -> bool:
    """Tell whether a stack was only told to be in its status, with nothing behind it."""
    return all(one.status != "UPDATE_FAILED" and not one.dirty for one in root.resources.values())


def _whole(root: Stack) -> bool:
    """Tell whether a stack has all that its template says."""
    there = {name for name, one in root.resources.items() if one.physical}
    return set(root.definition.template.resources) <= there


def _delete(company: Company, root: Stack) -> None:
    """Delete a stack, with all that may be in its way."""
    for stack in company.aws.region.cloudformation.stacks:
        if stack.root is root and stack.deleted is None and stack.status == "REVIEW_IN_PROGRESS":
            company.aws.set_status(stack.id, "ROLLBACK_COMPLETE")
    call(company, "DeleteStack", {})


def mend_services(company: Company) -> Iterator[str]:
    """Let every ECS service of the stack be as its template says."""
    for stack in company.stacks():
        for name, resource in stack.resources.items():
            if resource.state.kind == ECS_SERVICE and resource.physical and name in stack.wanted:
                yield from _mended(company, stack, resource)
    company.aws.settle()


def _mended(company: Company, stack: Stack, resource: Resource) -> Iterator[str]:
    ecs, properties = company.aws.region.ecs, resource.state.properties
    service = ecs_service(company, resource.physical) or _made_again(company, resource)
    if service is None:
        return
    service.tags.clear()
    service.tags.update(_tags(resource.state.tags, properties))
    wanted = {
        "taskDefinition": properties["TaskDefinition"],
        "desiredCount": int(properties["DesiredCount"]),
    }
    primary = service.primary
    steady = primary.rollout == "COMPLETED" and primary.running == wanted["desiredCount"]
    if steady and primary.task_definition == wanted["taskDefinition"]:
        return
    force = primary.rollout != "COMPLETED"
    data = {"cluster": service.cluster, "service": service.name, **wanted}
    ecs.update_service({**data, "forceNewDeployment": force})
    yield f"somebody gets the ECS service {service.name} of {stack.name} back to its template"


def _tags(stack: Mapping[str, str], properties: Data) -> dict[str, str]:
    own = {one["Key"]: str(one["Value"]) for one in properties.get("Tags", [])}
    return {**stack, **own}


def _made_again(company: Company, resource: Resource) -> Service | None:
    """Make a service again that somebody deleted, with the same name."""
    _, cluster, name = resource.physical.split("/")
    ecs = company.aws.region.ecs
    there = ecs.clusters.get(cluster)
    before = there.services.get(name) if there and there.status == "ACTIVE" else None
    if before is None:
        return None
    ecs.create_service({**before.given, "cluster": cluster, "serviceName": name, "tags": []})
    return ecs_service(company, resource.physical)


def mend_tools(company: Company) -> Iterator[str]:
    """Let other tools take away what is theirs, and people what no stack holds any more."""
    for arn in foreign(company):
        company.aws.region.elb.delete_rule({"RuleArn": arn})
        yield "another tool removes a rule of its own"
    line = clear_leftovers(company)
    if line is not None:
        yield line
    yield from _strays(company)


def _strays(company: Company) -> Iterator[str]:
    """Delete ECS services that no stack holds."""
    held = {one.physical for stack in company.stacks() for one in stack.resources.values()}
    ecs = company.aws.region.ecs
    for cluster in ecs.clusters.values():
        for service in cluster.services.values():
            if service.status == "ACTIVE" and service.arn not in held:
                data = {"cluster": cluster.name, "service": service.name, "force": True}
                ecs.delete_service(data)
                yield f"somebody deletes the ECS service {service.name} that was left over"


def touch_stack(company: Company) -> Iterator[str]:
    """Tag the stack and all in it by hand, so that what could not be deleted is deleted now.

    So the stack gets its environment back too, a version of the templates that there is, and
    another state than one that failed.
    """
    root = company.root
    if root is None:
        return
    tags = {**root.definition.tags, "environment": company.environment, "mended": _number(company)}
    given = root.definition.parameters
    known = given.get("InfrastructureVersion") in company.commits
    strange = root.definition.tags.get("environment") != company.environment
    failed = any(one["result"] != "succeeded" for one in entries(company) or ())
    if known and not strange and not failed and not _has_leftovers(company):
        return
    changes = {} if known else {"InfrastructureVersion": company.first}
    data = {
        **by_hand(company, **changes),
        "Tags": [{"Key": k, "Value": v} for k, v in tags.items()],
    }
    refusal = call(company, "UpdateStack", data)
    company.aws.settle()
    yield f"somebody tags the stack by hand{f', in vain: {refusal}' if refusal else ''}"


def _has_leftovers(company: Company) -> bool:
    """Tell whether a stack has what it should not have, or could not delete."""
    return any(
        set(stack.resources) - stack.wanted or stack.leaving or stack.status not in WELL
        for stack in company.aws.region.cloudformation.stacks
        if stack.root is company.root and stack.deleted is None
    )


def _number(company: Company) -> str:
    return str(company.number())


def mend_bucket(company: Company) -> Iterator[str]:
    """Delete the lease that somebody left; the record was read before."""
    if company.objects.pop(lease(company), None) is not None:
        yield "somebody deletes the lease that was left"
    if record(company) in company.objects and not company.objects[record(company)].body:
        del company.objects[record(company)]
        yield "somebody deletes the outcomes record, which is empty"
