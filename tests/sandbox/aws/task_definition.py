"""ECS's task definitions: revisions of families."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.tag import as_dict, as_list
from tests.sandbox.aws.wire import Data

CONTAINER: Data = {
    "cpu": 0,
    "environment": [],
    "essential": True,
    "mountPoints": [],
    "portMappings": [],
    "volumesFrom": [],
}
"""What ECS says of a container for which nothing else is given."""


class TaskDefinitions:
    """The task definitions of one account and region; `tags` are by ARN."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._all: dict[str, Data] = {}
        self._revisions: dict[str, int] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "DeregisterTaskDefinition": self.deregister,
            "DescribeTaskDefinition": self._describe,
            "RegisterTaskDefinition": self.register,
        }

    def images(self, task_definition: str) -> tuple[str, ...]:
        """Return the images of a task definition's containers."""
        definition = self.find(task_definition)
        return tuple(one.get("image", "") for one in definition["containerDefinitions"])

    def register(self, data: Data) -> Data:
        """RegisterTaskDefinition."""
        family = data["family"]
        revision = self._revisions[family] = self._revisions.get(family, 0) + 1
        arn = self._place.arn("ecs", f"task-definition/{family}:{revision}")
        definition = {
            "placementConstraints": [],
            "volumes": [],
            **{name: value for name, value in data.items() if name != "tags"},
            "compatibilities": sorted({"EC2", *data.get("requiresCompatibilities", [])}),
            "containerDefinitions": [CONTAINER | one for one in data["containerDefinitions"]],
            "taskDefinitionArn": arn,
            "revision": revision,
            "status": "ACTIVE",
            "registeredAt": self._place.now(),
        }
        self._all[f"{family}:{revision}"] = definition
        self.tags[arn] = as_dict(data.get("tags", []))
        return {"taskDefinition": definition, "tags": as_list(self.tags[arn], lower=True)}

    def deregister(self, data: Data) -> Data:
        """DeregisterTaskDefinition; it can still be described."""
        definition = self.find(data["taskDefinition"])
        definition["status"] = "INACTIVE"
        return {"taskDefinition": definition}

    def find(self, name: str) -> Data:
        """Return a task definition by ARN, family with revision, or family."""
        short = name.rpartition("/")[2]
        if ":" not in short:
            short = f"{short}:{self._revisions.get(short, 0)}"
        if short not in self._all:
            raise AwsError("ClientException", "Unable to describe task definition.")
        return self._all[short]

    def _describe(self, data: Data) -> Data:
        definition = self.find(data["taskDefinition"])
        tags = {"tags": as_list(self.tags[definition["taskDefinitionArn"]], lower=True)}
        return {"taskDefinition": definition, **(tags if "TAGS" in data.get("include", []) else {})}
