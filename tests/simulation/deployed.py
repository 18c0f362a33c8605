"""What is deployed and what runs, read from the sandbox's own state and not as core does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from tests.sandbox.aws.cloudformation.stack import Stack
from tests.sandbox.aws.rollout import Service
from tests.sandbox.aws.tag import as_dict
from tests.sandbox.aws.wire import Data
from tests.simulation.company import Company

ECS_SERVICE = "AWS::ECS::Service"
LISTENER_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"


@frozen(kw_only=True, order=True)
class Preview:
    """A preview in a deployed template.

    `service` is the physical id of its ECS service, empty where there is none yet. `ids` are the
    logical ids with its hash, `priorities` the numbers of its live rules by their logical ids.
    """

    docker: str
    hash: str
    pull: int | None
    stack: str
    service: str
    ids: tuple[str, ...]
    priorities: Mapping[str, int]


def previews(company: Company) -> tuple[Preview, ...]:
    """Return the previews of the deployed templates, by service and hash."""
    return tuple(sorted(found for stack in company.stacks() for found in _previews(company, stack)))


def _previews(company: Company, stack: Stack) -> Iterator[Preview]:
    for name, resource in stack.definition.template.resources.items():
        if resource["Type"] != ECS_SERVICE:
            continue
        properties: Data = resource.get("Properties") or {}
        tags = {key: str(value) for key, value in as_dict(properties.get("Tags", [])).items()}
        hash_ = tags.get("preview", "").upper()
        if hash_:
            recorded = (resource.get("Metadata") or {}).get("Kayron", {}).get("pull")
            present = stack.resources.get(name)
            yield Preview(
                docker=tags.get("service", ""),
                hash=hash_,
                pull=recorded,
                stack=stack.name,
                service=present.physical if present else "",
                ids=tuple(
                    one for one in stack.definition.template.resources if one.endswith(hash_)
                ),
                priorities=_priorities(company, stack, hash_),
            )


def _priorities(company: Company, stack: Stack, hash_: str) -> Mapping[str, int]:
    found = {}
    for name, resource in stack.resources.items():
        if name.endswith(hash_) and resource.state.kind == LISTENER_RULE and resource.physical:
            number = rule_number(company, resource.physical)
            if number is not None:
                found[name] = number
    return found


def rule_number(company: Company, arn: str) -> int | None:
    """Return the priority of a live rule."""
    for listener in company.aws.region.elb.listeners.values():
        if arn in listener.rules:
            return listener.rules[arn].priority
    return None


def ecs_service(company: Company, arn: str) -> Service | None:
    """Return an active ECS service by its ARN."""
    _, _, rest = arn.partition("/")
    cluster, _, name = rest.partition("/")
    there = company.aws.region.ecs.clusters.get(cluster)
    service = there.services.get(name) if there else None
    return service if service is not None and service.status == "ACTIVE" else None


def main_service(company: Company, docker: str) -> Service | None:
    """Return the ECS service of a service that is no preview."""
    for stack in company.stacks():
        for resource in stack.resources.values():
            if resource.state.kind == ECS_SERVICE and resource.physical:
                service = ecs_service(company, resource.physical)
                tags = service.tags if service else {}
                if tags.get("service") == docker and "preview" not in tags:
                    return service
    return None


def version_of(company: Company, service: Service, docker: str) -> str | None:
    """Return the tag that the newest completed deployment of an ECS service runs."""
    completed = [one for one in service.deployments if one.rollout == "COMPLETED"]
    newest = max(completed, key=lambda one: one.created, default=None)
    return None if newest is None else tag_of(company, newest.task_definition, docker)


def tag_of(company: Company, task_definition: str, docker: str) -> str | None:
    """Return the tag that a task definition has of an image."""
    for image in company.aws.region.ecs.task_definitions.images(task_definition):
        name, _, tag = image.rpartition(":")
        if name == docker or name.endswith(f"/{docker}"):
            return tag
    return None


def is_ready(company: Company, preview: Preview, sha: str) -> bool:
    """Tell whether a preview is ready with a commit: SPEC 7.4, the stack's update aside."""
    service = ecs_service(company, preview.service) if preview.service else None
    if service is None:
        return False
    primary = service.primary
    steady = primary.rollout == "COMPLETED" and primary.running == primary.desired > 0
    return steady and tag_of(company, primary.task_definition, preview.docker) == sha
