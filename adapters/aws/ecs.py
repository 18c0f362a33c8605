"""Reads services and task definitions from ECS."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Protocol

from kayron.adapters.aws.call import Caller, Data, answered, batches
from kayron.adapters.job import Job, Results
from kayron.adapters.memory import Memory
from kayron.adapters.patience import Patience
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.aws import RunningService, TaskImages
from kayron.core.gather.every import AnyNeed
from kayron.core.snapshot import Deployment, EcsService, Images
from kayron.core.table import Table

MOST_SERVICES = 10
"""In one call, of one cluster.

Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
"""

REMEMBERED = 50_000
"""Task definitions: a few of each of 10,000 services."""

ROLLING = "ROLLING"
"""The strategy of a service that names none.

Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
"""

MISSING = "MISSING"

NO_CLUSTER = Unknown(
    "the ARN of this ECS service names no cluster, as those from before 2018 do; replace the "
    "service to give it a new one"
)


class EcsClient(Protocol):
    """The calls that are used."""

    def describe_services(self, **parameters: object) -> Data:
        """Describe services of one cluster."""

    def describe_task_definition(self, **parameters: object) -> Data:
        """Describe a task definition."""


class Ecs:
    """Answers the needs of ECS; remembers task definitions, whose revisions never change."""

    def __init__(self, client: Callable[[], EcsClient]) -> None:
        self._client = client
        self._memory = Memory(REMEMBERED)

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        """Return the images of task definitions that were read once; tell ARNs without cluster."""
        mine = (need for need in needs if isinstance(need, RunningService))
        unread: Results = {need: NO_CLUSTER for need in mine if cluster_of(need.arn) is None}
        return {**unread, **self._memory.recalled(needs)}

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return a job for every ten services of a cluster, and one for each task definition."""
        services = [need.arn for need in needs if isinstance(need, RunningService)]
        tasks = [need for need in needs if isinstance(need, TaskImages)]
        if not services and not tasks:
            return []
        client, caller = self._client(), Caller(prefix="ecs", patience=patience)
        return [
            *(
                _services_job(client, caller, cluster, some)
                for cluster, arns in sorted(_by_cluster(services).items())
                for some in batches(arns, MOST_SERVICES)
            ),
            *(self._task_job(client, caller, task) for task in tasks),
        ]

    def _task_job(self, client: EcsClient, caller: Caller, need: TaskImages) -> Job:
        def run() -> Results:
            answer = answered(lambda: _images(client, caller, need.task_definition))
            if isinstance(answer, Images):
                self._memory.keep(need, answer)
            return {need: answer}

        return Job(needs=(need,), run=run)


def cluster_of(arn: str) -> str | None:
    """Return the name of the cluster that the ARN of a service carries.

    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
    """
    parts = arn.rpartition(":")[2].split("/")
    return parts[1] if len(parts) == 3 else None  # noqa: PLR2004, service/CLUSTER/NAME


def _name(arn: str) -> str:
    """Return the name of a service, which is unique in its cluster; ARNs of failures may be old."""
    return arn.rpartition("/")[2]


def _by_cluster(arns: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for arn in arns:
        cluster = cluster_of(arn)
        if cluster is not None:
            found.setdefault(cluster, []).append(arn)
    return found


def _services_job(client: EcsClient, caller: Caller, cluster: str, arns: tuple[str, ...]) -> Job:
    needs = tuple(RunningService(arn=arn) for arn in arns)

    def run() -> Results:
        found = answered(lambda: _services(client, caller, cluster, arns))
        return {
            need: found if isinstance(found, Unknown) else found.get(_name(need.arn), NOT_TOLD)
            for need in needs
        }

    return Job(needs=needs, run=run)


NOT_TOLD = Unknown("ecs:DescribeServices says nothing of it")


def _services(
    client: EcsClient, caller: Caller, cluster: str, arns: tuple[str, ...]
) -> Mapping[str, Fact[EcsService]]:
    """Return what is known of services by name."""
    answer = caller.call(
        "DescribeServices",
        client.describe_services,
        cluster=cluster,
        services=list(arns),
        include=["TAGS"],
    )
    failures = answer.get("failures", ())
    return {
        **{_name(one["arn"]): _failure(one.get("reason", "")) for one in failures},
        **{_name(one["serviceArn"]): _service(cluster, one) for one in answer["services"]},
    }


def _failure(reason: str) -> Absent | Unknown:
    return Absent() if reason == MISSING else Unknown(f"ecs:DescribeServices failed: {reason}")


def _service(cluster: str, data: Data) -> EcsService:
    return EcsService(
        cluster=cluster,
        name=data["serviceName"],
        status=data["status"],
        tags=Table((tag["key"], tag.get("value", "")) for tag in data.get("tags", ())),
        controller=data.get("deploymentController", {}).get("type", "ECS"),
        strategy=data.get("deploymentConfiguration", {}).get("strategy", ROLLING),
        running=data["runningCount"],
        desired=data["desiredCount"],
        deployments=_deployments(data.get("deployments", ())),
    )


def _deployments(listed: Iterable[Data]) -> Iterator[Deployment]:
    for data in listed:
        yield Deployment(
            status=data["status"],
            rollout=data.get("rolloutState", ""),
            created=data["createdAt"],
            task_definition=data["taskDefinition"],
            running=data["runningCount"],
            desired=data["desiredCount"],
            images=Unknown("not asked for"),
        )


def _images(client: EcsClient, caller: Caller, arn: str) -> Images:
    method = client.describe_task_definition
    found = caller.call("DescribeTaskDefinition", method, taskDefinition=arn)["taskDefinition"]
    containers = found["containerDefinitions"]
    return Images(by_container=Table((one["name"], one.get("image", "")) for one in containers))
