"""Amazon ECS: clusters, task definitions and services, whose deployments move."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import define, field

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.page import page
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.rollout import Rollouts, Service
from tests.sandbox.aws.tag import as_dict, as_list
from tests.sandbox.aws.wire import Data

MOST_SERVICES = 10
PAGE = 100


@define(kw_only=True)
class Cluster:
    """A cluster and its services by name; deleted ones stay a while, INACTIVE."""

    name: str
    arn: str
    tags: dict[str, str]
    status: str = "ACTIVE"
    services: dict[str, Service] = field(factory=dict)


class Ecs:
    """The ECS of one account and region."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.clusters: dict[str, Cluster] = {}
        self.task_definitions: dict[str, Data] = {}
        self._task_tags: dict[str, dict[str, str]] = {}
        self._revisions: dict[str, int] = {}
        self.rollouts = Rollouts(place, self.images)
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "CreateCluster": self.create_cluster,
            "CreateService": self.create_service,
            "DeleteCluster": self.delete_cluster,
            "DeleteService": self.delete_service,
            "DeregisterTaskDefinition": self.deregister_task_definition,
            "DescribeClusters": self._describe_clusters,
            "DescribeServices": self._describe_services,
            "DescribeTaskDefinition": self._describe_task_definition,
            "ListClusters": self._list_clusters,
            "ListServices": self._list_services,
            "ListTagsForResource": self._list_tags,
            "RegisterTaskDefinition": self.register_task_definition,
            "TagResource": self.tag,
            "UntagResource": self._untag,
            "UpdateService": self.update_service,
        }

    def images(self, task_definition: str) -> tuple[str, ...]:
        """Return the images of a task definition's containers."""
        definition = self._task_definition(task_definition)
        return tuple(one.get("image", "") for one in definition["containerDefinitions"])

    def create_cluster(self, data: Data) -> Data:
        """CreateCluster; one that is there already is returned."""
        name = data.get("clusterName", "default")
        cluster = self.clusters.get(name)
        if cluster is None or cluster.status != "ACTIVE":
            arn = self._place.arn("ecs", f"cluster/{name}")
            cluster = Cluster(name=name, arn=arn, tags=as_dict(data.get("tags", [])))
            self.clusters[name] = cluster
        return {"cluster": _cluster(cluster)}

    def delete_cluster(self, data: Data) -> Data:
        """DeleteCluster; it must have no active service."""
        cluster = self.cluster(data["cluster"])
        if any(service.status == "ACTIVE" for service in cluster.services.values()):
            raise AwsError(
                "ClusterContainsServicesException",
                "The Cluster cannot be deleted while Services are active.",
            )
        cluster.status = "INACTIVE"
        return {"cluster": _cluster(cluster)}

    def cluster(self, name: str | None) -> Cluster:
        """Return the active cluster of a name or ARN."""
        cluster = self.clusters.get((name or "default").rpartition("/")[2])
        if cluster is None or cluster.status != "ACTIVE":
            raise AwsError("ClusterNotFoundException", "Cluster not found.")
        return cluster

    def register_task_definition(self, data: Data) -> Data:
        """RegisterTaskDefinition."""
        family = data["family"]
        revision = self._revisions[family] = self._revisions.get(family, 0) + 1
        arn = self._place.arn("ecs", f"task-definition/{family}:{revision}")
        definition = {
            **{name: value for name, value in data.items() if name != "tags"},
            "taskDefinitionArn": arn,
            "revision": revision,
            "status": "ACTIVE",
            "registeredAt": self._place.now(),
        }
        self.task_definitions[f"{family}:{revision}"] = definition
        self._task_tags[arn] = as_dict(data.get("tags", []))
        return {"taskDefinition": definition}

    def deregister_task_definition(self, data: Data) -> Data:
        """DeregisterTaskDefinition; it can still be described."""
        definition = self._task_definition(data["taskDefinition"])
        definition["status"] = "INACTIVE"
        return {"taskDefinition": definition}

    def _task_definition(self, name: str) -> Data:
        """Return a task definition by ARN, family with revision, or family."""
        short = name.rpartition("/")[2]
        if ":" not in short:
            short = f"{short}:{self._revisions.get(short, 0)}"
        if short not in self.task_definitions:
            raise AwsError("ClientException", "Unable to describe task definition.")
        return self.task_definitions[short]

    def _describe_task_definition(self, data: Data) -> Data:
        definition = self._task_definition(data["taskDefinition"])
        tags = {"tags": as_list(self._task_tags[definition["taskDefinitionArn"]], lower=True)}
        return {"taskDefinition": definition, **(tags if "TAGS" in data.get("include", []) else {})}

    def create_service(self, data: Data) -> Data:
        """CreateService."""
        cluster, name = self.cluster(data.get("cluster")), data["serviceName"]
        if name in cluster.services and cluster.services[name].status == "ACTIVE":
            raise AwsError("InvalidParameterException", "Creation of service was not idempotent.")
        given = {"desiredCount": 1, **data}
        given["taskDefinition"] = self._task_definition(data["taskDefinition"])["taskDefinitionArn"]
        service = Service(
            name=name,
            arn=self._place.arn("ecs", f"service/{cluster.name}/{name}"),
            cluster=cluster.arn,
            given=given,
            tags=as_dict(data.get("tags", [])),
            created=self._place.now(),
        )
        cluster.services[name] = service
        self.rollouts.begin(service)
        return {"service": _service(service, tags=True)}

    def service(self, cluster: str | None, name: str) -> Service:
        """Return the active service of a name or ARN."""
        short = name.rpartition("/")[2]
        service = self.cluster(cluster).services.get(short)
        if service is None:
            raise AwsError("ServiceNotFoundException", "Service not found.")
        if service.status != "ACTIVE":
            raise AwsError("ServiceNotActiveException", "Service was not ACTIVE.")
        return service

    def update_service(self, data: Data) -> Data:
        """UpdateService; another task definition, or force, makes a new deployment."""
        service = self.service(data.get("cluster"), data["service"])
        changes = {
            name: value
            for name, value in data.items()
            if name not in {"cluster", "service", "forceNewDeployment"}
        }
        if "taskDefinition" in changes:
            definition = self._task_definition(changes["taskDefinition"])
            changes["taskDefinition"] = definition["taskDefinitionArn"]
        rolls = changes.get("taskDefinition") not in {None, service.primary.task_definition}
        service.given = {**service.given, **changes}
        if rolls or data.get("forceNewDeployment"):
            self.rollouts.begin(service)
        else:
            service.primary.desired = service.given["desiredCount"]
            if service.primary.rollout == "COMPLETED":
                service.primary.running = service.primary.desired
        return {"service": _service(service, tags=True)}

    def delete_service(self, data: Data) -> Data:
        """DeleteService; what is deleted can be described, INACTIVE."""
        service = self.service(data.get("cluster"), data["service"])
        if service.given["desiredCount"] and not data.get("force"):
            raise AwsError(
                "InvalidParameterException",
                "The service cannot be stopped while it is scaled above 0.",
            )
        service.status, service.deployments = "INACTIVE", []
        return {"service": _service(service, tags=True)}

    def _describe_services(self, data: Data) -> Data:
        names = data["services"]
        if not names:
            raise AwsError("InvalidParameterException", "Services cannot be empty.")
        if len(names) > MOST_SERVICES:
            raise AwsError(
                "InvalidParameterException", "Services cannot have more than 10 elements."
            )
        cluster = self.cluster(data.get("cluster"))
        found, failures = [], []
        for name in names:
            service = cluster.services.get(name.rpartition("/")[2])
            if service is None or (name.startswith("arn:") and name != service.arn):
                short = name.rpartition("/")[2]
                arn = self._place.arn("ecs", f"service/{cluster.name}/{short}")
                failures.append({"arn": arn, "reason": "MISSING"})
                continue
            self.rollouts.look(service)
            found.append(_service(service, tags="TAGS" in data.get("include", [])))
        return {"services": found, "failures": failures}

    def _describe_clusters(self, data: Data) -> Data:
        names = [name.rpartition("/")[2] for name in data.get("clusters", ["default"])]
        missing = [name for name in names if name not in self.clusters]
        return {
            "clusters": [_cluster(self.clusters[name]) for name in names if name not in missing],
            "failures": [
                {"arn": self._place.arn("ecs", f"cluster/{name}"), "reason": "MISSING"}
                for name in missing
            ],
        }

    def _list_clusters(self, data: Data) -> Data:
        arns = [one.arn for one in self.clusters.values() if one.status == "ACTIVE"]
        return self._paged("clusterArns", sorted(arns), data, PAGE)

    def _list_services(self, data: Data) -> Data:
        services = self.cluster(data.get("cluster")).services.values()
        arns = sorted(service.arn for service in services if service.status == "ACTIVE")
        return self._paged("serviceArns", arns, data, MOST_SERVICES)

    def _paged(self, name: str, items: list[str], data: Data, most: int) -> Data:
        size = data.get("maxResults", most)
        items_of_page, token = page(
            items,
            data.get("nextToken"),
            min(size, self._place.pace.page or size),
            AwsError("InvalidParameterException", "Invalid token."),
        )
        return {name: list(items_of_page), **({"nextToken": token} if token else {})}

    def _tags(self, arn: str) -> dict[str, str]:
        """Return the tags of whatever has this ARN, to be changed in place."""
        kind, _, rest = arn.rpartition(":")[2].partition("/")
        if arn in self._task_tags:
            return self._task_tags[arn]
        if kind == "cluster":
            return self.cluster(rest).tags
        cluster, _, name = rest.partition("/")
        return self.service(cluster, name).tags

    def _list_tags(self, data: Data) -> Data:
        return {"tags": as_list(self._tags(data["resourceArn"]), lower=True)}

    def tag(self, data: Data) -> Data:
        """TagResource."""
        self._tags(data["resourceArn"]).update(as_dict(data["tags"]))
        return {}

    def _untag(self, data: Data) -> Data:
        tags = self._tags(data["resourceArn"])
        for key in data["tagKeys"]:
            tags.pop(key, None)
        return {}


def _cluster(cluster: Cluster) -> Data:
    active = [one for one in cluster.services.values() if one.status == "ACTIVE"]
    return {
        "clusterArn": cluster.arn,
        "clusterName": cluster.name,
        "status": cluster.status,
        "activeServicesCount": len(active),
        "tags": as_list(cluster.tags, lower=True),
    }


SAID = (
    "availabilityZoneRebalancing", "capacityProviderStrategy", "deploymentConfiguration",
    "desiredCount", "enableECSManagedTags", "enableExecuteCommand", "healthCheckGracePeriodSeconds",
    "launchType", "loadBalancers", "networkConfiguration", "propagateTags", "schedulingStrategy",
    "serviceRegistries", "taskDefinition",
)  # fmt: skip
"""What DescribeServices says as it was given."""


def _service(service: Service, *, tags: bool) -> Data:
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
