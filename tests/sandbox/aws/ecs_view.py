"""Clusters and services as ECS describes them."""

from __future__ import annotations

from attrs import define, field

from tests.sandbox.aws.rollout import Service
from tests.sandbox.aws.tag import as_list
from tests.sandbox.aws.wire import Data


@define(kw_only=True)
class Cluster:
    """A cluster and its services by name; deleted ones stay a while, INACTIVE."""

    name: str
    arn: str
    tags: dict[str, str]
    status: str = "ACTIVE"
    services: dict[str, Service] = field(factory=dict)


def cluster_described(cluster: Cluster) -> Data:
    """Return a cluster as DescribeClusters has it."""
    active = [one for one in cluster.services.values() if one.status == "ACTIVE"]
    return {
        "clusterArn": cluster.arn,
        "clusterName": cluster.name,
        "status": cluster.status,
        "activeServicesCount": len(active),
        "pendingTasksCount": 0,
        "registeredContainerInstancesCount": 0,
        "runningTasksCount": sum(task.running for one in active for task in one.deployments),
        "tags": as_list(cluster.tags, lower=True),
    }


SAID = (
    "availabilityZoneRebalancing", "capacityProviderStrategy", "deploymentConfiguration",
    "desiredCount", "enableECSManagedTags", "enableExecuteCommand", "healthCheckGracePeriodSeconds",
    "launchType", "loadBalancers", "networkConfiguration", "propagateTags", "schedulingStrategy",
    "serviceRegistries", "taskDefinition",
)  # fmt: skip
"""What DescribeServices says as it was given."""


def service_described(service: Service, *, tags: bool) -> Data:
    """Return a service as DescribeServices has it, with its tags where asked for."""
    running = sum(one.running for one in service.deployments)
    return {
        "deploymentController": {"type": "ECS"},
        "propagateTags": "NONE",
        "schedulingStrategy": "REPLICA",
        "loadBalancers": [],
        "serviceRegistries": [],
        **{name: service.given[name] for name in SAID if name in service.given},
        **_controller(service),
        "serviceArn": service.arn,
        "serviceName": service.name,
        "clusterArn": service.cluster,
        "status": service.status,
        "runningCount": running,
        "pendingCount": max(service.given["desiredCount"] - running, 0),
        "deployments": [one.described() for one in service.deployments],
        "events": list(service.events),
        "createdAt": service.created,
        **({"tags": as_list(service.tags, lower=True)} if tags else {}),
    }


def _controller(service: Service) -> Data:
    controller = service.given.get("deploymentController")
    return {"deploymentController": controller} if controller else {}
