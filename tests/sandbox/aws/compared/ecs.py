"""ECS: task definitions, clusters and services."""

from __future__ import annotations

from tests.sandbox.aws.compared.known import UNREAD, Known, Script
from tests.sandbox.aws.compared.said import Calls

API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"

MAIN = {"cluster": "main"}
TAGS = [{"key": "environment", "value": "testing"}, {"key": "service", "value": "lite"}]


def register(calls: Calls, version: str) -> str:
    """Register a task definition and return its ARN."""
    answer = calls(
        "ecs",
        "register_task_definition",
        family="lite",
        containerDefinitions=[
            {"name": "web", "image": f"lite:{version}", "cpu": 0, "memory": 128, "essential": True}
        ],
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        tags=[{"key": "version", "value": version}],
    )
    return str(answer["taskDefinition"]["taskDefinitionArn"])


def task_definitions(calls: Calls) -> None:
    """Register, describe and deregister revisions, and miss some."""
    calls("ecs", "describe_task_definition", taskDefinition="lite")
    first = register(calls, "v1")
    register(calls, "v2")
    for name in ("lite", "lite:1", first, "lite:3", "other"):
        calls("ecs", "describe_task_definition", taskDefinition=name)
    calls("ecs", "describe_task_definition", taskDefinition="lite", include=["TAGS"])
    calls("ecs", "deregister_task_definition", taskDefinition="lite:2")
    calls("ecs", "describe_task_definition", taskDefinition="lite:2")
    calls("ecs", "describe_task_definition", taskDefinition="lite")
    register(calls, "v3")


def missing_services(calls: Calls) -> None:
    """Ask for clusters and services that aren't there, and for too many or none."""
    calls("ecs", "describe_services", **MAIN, services=["lite"])
    calls("ecs", "create_service", **MAIN, serviceName="lite", taskDefinition="lite")
    calls("ecs", "create_cluster", clusterName="main")
    calls("ecs", "describe_clusters", clusters=["main", "other"])
    calls("ecs", "list_clusters")
    calls("ecs", "create_service", **MAIN, serviceName="lite", taskDefinition="lite")
    calls("ecs", "describe_services", **MAIN, services=["lite"])
    calls("ecs", "describe_services", **MAIN, services=[])
    calls("ecs", "describe_services", **MAIN, services=[f"s{one}" for one in range(11)])
    calls("ecs", "update_service", **MAIN, service="lite", desiredCount=1)
    calls("ecs", "delete_service", **MAIN, service="lite")
    calls("ecs", "list_services", **MAIN)


def create(calls: Calls, task_definition: str, desired: int) -> str:
    """Create a service in a cluster and return its ARN."""
    calls("ecs", "create_cluster", clusterName="main")
    answer = calls(
        "ecs",
        "create_service",
        **MAIN,
        serviceName="lite",
        taskDefinition=task_definition,
        desiredCount=desired,
        launchType="FARGATE",
        tags=TAGS,
    )
    return str(answer["service"]["serviceArn"])


def services(calls: Calls) -> None:
    """Create a service, describe it in every way, and delete it while it runs."""
    arn = create(calls, register(calls, "v1"), 2)
    calls("ecs", "describe_services", **MAIN, services=["lite"])
    calls("ecs", "describe_services", **MAIN, services=[arn, "other"], include=["TAGS"])
    calls("ecs", "list_services", **MAIN)
    calls("ecs", "list_tags_for_resource", resourceArn=arn)
    calls("ecs", "update_service", **MAIN, service="lite", taskDefinition="other")
    calls("ecs", "update_service", **MAIN, service="other", desiredCount=1)
    calls("ecs", "delete_service", **MAIN, service="lite")
    calls("ecs", "delete_cluster", **MAIN)


def updated_services(calls: Calls) -> None:
    """Update what a service runs, and how often."""
    first, second = register(calls, "v1"), register(calls, "v2")
    create(calls, first, 2)
    calls("ecs", "update_service", **MAIN, service="lite", taskDefinition=second)
    calls("ecs", "describe_services", **MAIN, services=["lite"], include=["TAGS"])
    calls("ecs", "update_service", **MAIN, service="lite", desiredCount=0)


def deleted_services(calls: Calls) -> None:
    """Delete a service, ask for it, and change it."""
    first = register(calls, "v1")
    create(calls, first, 0)
    calls("ecs", "delete_service", **MAIN, service="lite")
    calls("ecs", "describe_services", **MAIN, services=["lite"], include=["TAGS"])
    calls("ecs", "list_services", **MAIN)
    calls("ecs", "delete_service", **MAIN, service="lite")
    calls("ecs", "update_service", **MAIN, service="lite", desiredCount=1)
    calls("ecs", "delete_cluster", **MAIN)


def taken_services(calls: Calls) -> None:
    """Create what is there already."""
    first = register(calls, "v1")
    create(calls, first, 1)
    given = {"serviceName": "lite", "taskDefinition": first, "desiredCount": 1}
    calls("ecs", "create_service", **MAIN, **given)


SCRIPTS: tuple[Script, ...] = (
    task_definitions,
    missing_services,
    services,
    updated_services,
    deleted_services,
    taken_services,
)

KNOWN = (
    Known(
        "*",
        "ecs RegisterTaskDefinition",
        "tags.*",
        f"moto forgets to say the tags: {API}API_RegisterTaskDefinition.html",
    ),
    Known(
        "*",
        "ecs *TaskDefinition",
        "taskDefinition.registeredAt",
        f"moto leaves it out: {API}API_TaskDefinition.html",
    ),
    Known("*", "ecs *Cluster*", "cluster*.settings.*", UNREAD),
    Known("*", "ecs *Cluster*", "cluster*.tags", "moto leaves out tags where there are none"),
    Known(
        "missing_services",
        "ecs DescribeServices",
        "outcome",
        f"one to ten services may be described, moto takes any: {API}API_DescribeServices.html",
    ),
    Known(
        "*",
        "ecs *Service*",
        "service*.createdAt",
        f"moto leaves it out: {API}API_Service.html",
    ),
    Known("*", "ecs *Service*", "service*.platformFamily", UNREAD),
    Known("*", "ecs *Service*", "service*.platformVersion", "moto leaves it out"),
    Known("*", "ecs *Service*", "service*.networkConfiguration", "moto says that there is none"),
    Known("*", "ecs *Service*", "service*.taskSets", UNREAD),
    Known(
        "updated_services",
        "ecs *Service*",
        "service*.deployments.*",
        "an update makes another deployment beside the old one until it is complete; moto keeps "
        f"the old one as it is: {API}API_Deployment.html",
    ),
    Known(
        "deleted_services",
        "ecs *Service*",
        "service*.deployments*",
        "moto keeps the deployments of what is deleted",
    ),
    Known(
        "deleted_services",
        "ecs ListServices",
        "serviceArns*",
        f"moto lists what is deleted; AWS lets it be described alone: {API}API_DeleteService.html",
    ),
    Known(
        "deleted_services",
        "ecs DeleteService",
        "outcome",
        "what is deleted is not there to be deleted; moto deletes it again: "
        f"{API}API_DeleteService.html",
    ),
    Known(
        "deleted_services",
        "ecs UpdateService",
        "outcome",
        f"moto updates what is deleted: {API}API_UpdateService.html",
    ),
    Known(
        "deleted_services",
        "ecs DeleteCluster",
        "cluster.runningTasksCount",
        "moto counts a task of a service that is deleted",
    ),
    Known(
        "services",
        "ecs DeleteCluster",
        "outcome",
        f"moto deletes a cluster with services in it: {API}API_DeleteCluster.html",
    ),
    Known(
        "taken_services",
        "ecs CreateService",
        "outcome",
        "a name may be taken once; moto puts the new service in the place of the old: "
        f"{API}API_CreateService.html",
    ),
)
