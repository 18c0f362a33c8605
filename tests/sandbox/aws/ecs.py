"""Amazon ECS: clusters and services, whose deployments move."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.sandbox.aws.ecs_view import Cluster, cluster_described, service_described
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.page import page
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.rollout import Rollouts, Service
from tests.sandbox.aws.tag import as_dict, as_list
from tests.sandbox.aws.task_definition import TaskDefinitions
from tests.sandbox.aws.wire import Data

MOST_SERVICES = 10
PAGE = 100


class Ecs:
    """The ECS of one account and region."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.clusters: dict[str, Cluster] = {}
        self.task_definitions = TaskDefinitions(place)
        self.rollouts = Rollouts(place, self.task_definitions.images)
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            **self.task_definitions.operations,
            "CreateCluster": self.create_cluster,
            "CreateService": self.create_service,
            "DeleteCluster": self.delete_cluster,
            "DeleteService": self.delete_service,
            "DescribeClusters": self._describe_clusters,
            "DescribeServices": self._describe_services,
            "ListClusters": self._list_clusters,
            "ListServices": self._list_services,
            "ListTagsForResource": self._list_tags,
            "TagResource": self.tag,
            "UntagResource": self._untag,
            "UpdateService": self.update_service,
        }

    def create_cluster(self, data: Data) -> Data:
        """CreateCluster; one that is there already is returned."""
        name = data.get("clusterName", "default")
        cluster = self.clusters.get(name)
        if cluster is None or cluster.status != "ACTIVE":
            arn = self.place.arn("ecs", f"cluster/{name}")
            cluster = Cluster(name=name, arn=arn, tags=as_dict(data.get("tags", [])))
            self.clusters[name] = cluster
        return {"cluster": cluster_described(cluster)}

    def delete_cluster(self, data: Data) -> Data:
        """DeleteCluster; it must have no active service."""
        cluster = self.cluster(data["cluster"])
        if any(service.status == "ACTIVE" for service in cluster.services.values()):
            raise AwsError(
                "ClusterContainsServicesException",
                "The Cluster cannot be deleted while Services are active.",
            )
        cluster.status = "INACTIVE"
        return {"cluster": cluster_described(cluster)}

    def cluster(self, name: str | None) -> Cluster:
        """Return the active cluster of a name or ARN."""
        cluster = self.clusters.get((name or "default").rpartition("/")[2])
        if cluster is None or cluster.status != "ACTIVE":
            raise AwsError("ClusterNotFoundException", "Cluster not found.")
        return cluster

    def create_service(self, data: Data) -> Data:
        """CreateService."""
        cluster, name = self.cluster(data.get("cluster")), data["serviceName"]
        if name in cluster.services and cluster.services[name].status == "ACTIVE":
            raise AwsError("InvalidParameterException", "Creation of service was not idempotent.")
        given = {"desiredCount": 1, **data}
        given["taskDefinition"] = self.task_definitions.find(data["taskDefinition"])[
            "taskDefinitionArn"
        ]
        service = Service(
            name=name,
            arn=self.place.arn("ecs", f"service/{cluster.name}/{name}"),
            cluster=cluster.arn,
            given=given,
            tags=as_dict(data.get("tags", [])),
            created=self.place.now(),
        )
        cluster.services[name] = service
        self.rollouts.begin(service)
        return {"service": service_described(service, tags=True)}

    def service(self, cluster: str | None, name: str) -> Service:
        """Return the active service of a name or ARN."""
        short = name.rpartition("/")[2]
        service = self.cluster(cluster).services.get(short)
        if service is None:
            raise _not_found()
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
            definition = self.task_definitions.find(changes["taskDefinition"])
            changes["taskDefinition"] = definition["taskDefinitionArn"]
        rolls = changes.get("taskDefinition") not in {None, service.primary.task_definition}
        service.given = {**service.given, **changes}
        if rolls or data.get("forceNewDeployment"):
            self.rollouts.begin(service)
        else:
            service.primary.desired = service.given["desiredCount"]
            if service.primary.rollout == "COMPLETED":
                service.primary.running = service.primary.desired
        return {"service": service_described(service, tags=True)}

    def delete_service(self, data: Data) -> Data:
        """DeleteService; what is deleted can be described, INACTIVE."""
        short = data["service"].rpartition("/")[2]
        service = self.cluster(data.get("cluster")).services.get(short)
        if service is None or service.status != "ACTIVE":
            # Of the errors that DeleteService declares, none else fits what is INACTIVE.
            raise _not_found()
        if service.given["desiredCount"] and not data.get("force"):
            raise AwsError(
                "InvalidParameterException",
                "The service cannot be stopped while it is scaled above 0.",
            )
        service.status, service.deployments = "INACTIVE", []
        return {"service": service_described(service, tags=True)}

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
                # https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/312
                arn = name if name.startswith("arn:") else self.place.arn("ecs", f"service/{name}")
                failures.append({"arn": arn, "reason": "MISSING"})
                continue
            self.rollouts.look(service)
            found.append(service_described(service, tags="TAGS" in data.get("include", [])))
        return {"services": found, "failures": failures}

    def _describe_clusters(self, data: Data) -> Data:
        names = [name.rpartition("/")[2] for name in data.get("clusters", ["default"])]
        missing = [name for name in names if name not in self.clusters]
        return {
            "clusters": [
                cluster_described(self.clusters[name]) for name in names if name not in missing
            ],
            "failures": [
                {"arn": self.place.arn("ecs", f"cluster/{name}"), "reason": "MISSING"}
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
            min(size, self.place.pace.page or size),
            AwsError("InvalidParameterException", "Invalid token."),
        )
        return {name: list(items_of_page), **({"nextToken": token} if token else {})}

    def _tags(self, arn: str) -> dict[str, str]:
        """Return the tags of whatever has this ARN, to be changed in place."""
        kind, _, rest = arn.rpartition(":")[2].partition("/")
        if arn in self.task_definitions.tags:
            return self.task_definitions.tags[arn]
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


def _not_found() -> AwsError:
    return AwsError("ServiceNotFoundException", "Service not found.")
