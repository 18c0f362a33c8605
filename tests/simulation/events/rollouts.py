"""ECS: how deployments go, and what people do to services by hand."""

from __future__ import annotations

from random import Random

from tests.sandbox.aws.rollout import Course, Service
from tests.simulation.company import Company
from tests.simulation.event import Events, one_of

event = Events()

KINDS = ("web*", "api*", "jobs*", "*api*", "*jobs*", "web-?*-????????", "*")
"""Patterns of the names of ECS services."""


def services(company: Company) -> list[Service]:
    """Return the active ECS services in the order of their names."""
    clusters = company.aws.region.ecs.clusters.values()
    found = [one for cluster in clusters for one in cluster.services.values()]
    return sorted((one for one in found if one.status == "ACTIVE"), key=lambda one: one.name)


@event(weight=3)
def rollouts_hang(company: Company, random: Random) -> str | None:
    names = random.choice(KINDS)
    company.aws.rollouts(Course.HOLD, services=names)
    return f"deployments of ECS services {names} hang from now on"


@event(weight=3)
def rollouts_fail(company: Company, random: Random) -> str | None:
    names = random.choice(KINDS)
    company.aws.rollouts(Course.FAIL, services=names)
    return f"deployments of ECS services {names} fail from now on"


@event(weight=3)
def a_new_image_does_not_start(company: Company, random: Random) -> str | None:
    docker = random.choice(company.declared.services()).docker
    tag = one_of(random, sorted(company.images(docker).tags))
    if tag is None:
        return None
    company.aws.rollouts(Course.FAIL, images=f"*/{docker}:{tag}")
    return f"tasks of {docker}:{tag[:12]} do not start"


@event(weight=8, kept=True)
def rollouts_go_well(company: Company, random: Random) -> str | None:
    del random
    if not company.aws.region.ecs.rollouts.conducts:
        return None
    company.aws.region.ecs.rollouts.conducts.clear()
    company.aws.advance(company.aws.pace.look)
    return "deployments of ECS services go well from now on"


@event(weight=2)
def deploy_a_service_by_hand(company: Company, random: Random) -> str | None:
    service = one_of(random, services(company))
    if service is None:
        return None
    ecs = company.aws.region.ecs
    ecs.update_service(
        {"cluster": service.cluster, "service": service.name, "forceNewDeployment": True}
    )
    return f"somebody deploys the ECS service {service.name} once more"


@event(weight=2)
def deploy_an_older_revision_by_hand(company: Company, random: Random) -> str | None:
    service = one_of(random, services(company))
    family, _, revision = (service.primary.task_definition if service else "").rpartition(":")
    if service is None or int(revision) < 2:
        return None
    older = f"{family}:{int(revision) - 1}"
    ecs = company.aws.region.ecs
    ecs.update_service(
        {"cluster": service.cluster, "service": service.name, "taskDefinition": older}
    )
    return f"somebody deploys revision {int(revision) - 1} in the ECS service {service.name}"


@event(weight=2)
def scale_a_service_by_hand(company: Company, random: Random) -> str | None:
    service = one_of(random, services(company))
    if service is None:
        return None
    count = random.choice((0, 1, 3))
    ecs = company.aws.region.ecs
    ecs.update_service({"cluster": service.cluster, "service": service.name, "desiredCount": count})
    return f"somebody scales the ECS service {service.name} to {count}"


@event(weight=1)
def change_the_tags_of_a_service_by_hand(company: Company, random: Random) -> str | None:
    service = one_of(random, services(company))
    if service is None:
        return None
    key, value = random.choice((("service", "web"), ("service", "other"), ("preview", "1D0FD508")))
    service.tags[key] = value
    return f"somebody tags the ECS service {service.name} {key}={value}"


@event(weight=1)
def delete_a_service_by_hand(company: Company, random: Random) -> str | None:
    service = one_of(random, services(company))
    if service is None or random.random() < 0.5:
        return None
    ecs = company.aws.region.ecs
    ecs.delete_service({"cluster": service.cluster, "service": service.name, "force": True})
    return f"somebody deletes the ECS service {service.name}"
