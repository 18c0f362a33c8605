"""Clusters, task definitions and services as resources of stacks."""

from __future__ import annotations

from datetime import timedelta

from attrs import frozen

from tests.sandbox.aws.ecs import Ecs
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.motion import Steps, Wait
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.resource.handler import Handler, Made, Spot, shaped
from tests.sandbox.aws.rollout import Deployment, Service
from tests.sandbox.aws.tag import as_list
from tests.sandbox.aws.wire import Data

LOOKS = 100
"""So often the handler looks at a deployment that nothing moves any more, before it gives up."""


def handlers(ecs: Ecs, place: Place) -> dict[str, Handler]:
    """Return the handlers of ECS by type."""
    return {
        "AWS::ECS::Cluster": ClusterHandler(ecs),
        "AWS::ECS::Service": ServiceHandler(ecs, place),
        "AWS::ECS::TaskDefinition": TaskDefinitionHandler(ecs),
    }


def _tags(spot: Spot, properties: Data) -> list[dict[str, str]]:
    return as_list(spot.tags(properties), lower=True)


@frozen
class ClusterHandler:
    """`AWS::ECS::Cluster`."""

    ecs: Ecs

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a cluster."""
        name = properties.get("ClusterName") or spot.name()
        data = {"clusterName": name, "tags": _tags(spot, properties)}
        cluster = self.ecs.create_cluster(data)["cluster"]
        return Made(physical=name, attributes={"Arn": cluster["clusterArn"]})

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change its tags."""
        tags = _tags(spot, properties)
        self.ecs.tag({"resourceArn": made.attributes["Arn"], "tags": tags})
        return made

    def settle(self, _made: Made) -> Steps:
        """Wait for nothing."""
        yield from ()

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete it."""
        self.ecs.delete_cluster({"cluster": made.physical})


@frozen
class TaskDefinitionHandler:
    """`AWS::ECS::TaskDefinition`; all of its properties but the tags replace it."""

    ecs: Ecs

    def create(self, spot: Spot, properties: Data) -> Made:
        """Register it."""
        data = shaped("ecs", "RegisterTaskDefinition", properties)
        data["tags"] = _tags(spot, properties)
        definition = self.ecs.task_definitions.register({"family": spot.name(), **data})
        arn = definition["taskDefinition"]["taskDefinitionArn"]
        return Made(physical=arn, attributes={"TaskDefinitionArn": arn})

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change its tags."""
        self.ecs.tag({"resourceArn": made.physical, "tags": _tags(spot, properties)})
        return made

    def settle(self, _made: Made) -> Steps:
        """Wait for nothing."""
        yield from ()

    def delete(self, made: Made, _properties: Data) -> None:
        """Deregister it."""
        self.ecs.task_definitions.deregister({"taskDefinition": made.physical})


@frozen
class ServiceHandler:
    """`AWS::ECS::Service`; CloudFormation waits for its rollout, but not for ever."""

    ecs: Ecs
    place: Place

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a service."""
        data = shaped("ecs", "CreateService", properties)
        name = data.pop("serviceName", None) or spot.name()
        data["tags"] = _tags(spot, properties)
        service = self.ecs.create_service({"serviceName": name, **data})["service"]
        arn = service["serviceArn"]
        return Made(physical=arn, attributes={"Name": name, "ServiceArn": arn})

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change what it runs, and its tags."""
        data = shaped("ecs", "UpdateService", properties)
        data["cluster"] = made.physical.split("/")[1]
        self.ecs.update_service({**data, "service": made.physical})
        self.ecs.tag({"resourceArn": made.physical, "tags": _tags(spot, properties)})
        return made

    def settle(self, made: Made) -> Steps:
        """Wait until what was asked for runs; fail where the circuit breaker opens, or at last."""
        service = self._service(made)
        wanted = service.primary
        end = self.place.now() + timedelta(seconds=self.place.pace.steady)
        while wanted.rollout == "IN_PROGRESS" and wanted in service.deployments:
            if self.place.now() >= end:
                raise _given_up(wanted, "Exceeded attempts to wait", "NotStabilized")
            yield Wait(self.place.pace.steady / LOOKS) if wanted.failed else self.place.pace.held
        if wanted.rollout == "FAILED":
            said = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."
            raise _given_up(wanted, said, "GeneralServiceException")

    def _service(self, made: Made) -> Service:
        _, cluster, name = made.physical.split("/")
        return self.ecs.service(cluster, name)

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete it, whatever it runs."""
        cluster = made.physical.split("/")[1]
        try:
            self.ecs.delete_service({"cluster": cluster, "service": made.physical, "force": True})
        except AwsError as error:
            if error.code not in {"ServiceNotFoundException", "ClusterNotFoundException"}:
                raise


def _given_up(deployment: Deployment, said: str, code: str) -> AwsError:
    """Return what CloudFormation says of a service that does not become steady.

    https://repost.aws/articles/ARQJJetqfbSGq8hUxlBV9O8Q/ecs-deployment-circuit-breaker-was-triggered
    and, for too many attempts, the framework of AWS's handlers (AmazonWebServicesClientProxy.java):
    https://github.com/aws-cloudformation/cloudformation-cli-java-plugin
    """
    token = deployment.id.rpartition("/")[2]
    return validation(
        f'Resource handler returned message: "{said}" '
        f"(RequestToken: {token}, HandlerErrorCode: {code})"
    )
