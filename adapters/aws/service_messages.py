"""What ECS says of a service: the newest of the events that it keeps."""

from __future__ import annotations

from collections.abc import Callable

from kayron.adapters.aws.call import Caller, Data
from kayron.adapters.aws.ecs import EcsClient, cluster_of
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.patience import Patience

NEWEST = 4
"""Events of a service: a deployment that fails says in so many what its tasks came to."""


class ServiceMessages:
    """Reads messages; what ECS does not answer is no reason to stop."""

    def __init__(self, client: Callable[[], EcsClient], patience: Callable[[], Patience]) -> None:
        self._client = client
        self._patience = patience

    def __call__(self, arn: str) -> tuple[str, ...]:
        """Return the newest messages of a service with their times, oldest first."""
        cluster = cluster_of(arn)
        if cluster is None:
            return ()
        try:
            answer = self._asked(cluster, arn)
        except AwsRefusal as refused:
            return (f"What ECS says of it is not known: {refused}.",)
        events = [event for one in answer.get("services", ()) for event in one.get("events", ())]
        return tuple(
            f"{one['createdAt']:%H:%M:%S} {one['message']}" for one in events[:NEWEST][::-1]
        )

    def _asked(self, cluster: str, arn: str) -> Data:
        client = self._client()
        caller = Caller(prefix="ecs", patience=self._patience())
        method = client.describe_services
        return caller.call("DescribeServices", method, cluster=cluster, services=[arn])
