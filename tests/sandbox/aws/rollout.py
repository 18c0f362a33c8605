"""How ECS deployments go: they complete after a while, wait for the test, or fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from fnmatch import fnmatchcase

from attrs import define, field, frozen

from tests.sandbox.aws.motion import Steps, Wait
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.wire import Data

TO_FAIL = "ECS deployment circuit breaker: tasks failed to start."
KEPT_EVENTS = 100
"""https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html"""


class Course(Enum):
    """What becomes of a deployment."""

    COMPLETE = "complete"
    HOLD = "hold"
    FAIL = "fail"


@frozen(kw_only=True)
class Conduct:
    """How deployments of the services with such names, of such task definitions, go.

    `looks` is after how many DescribeServices a deployment completes, in place of a time.
    """

    services: str
    images: str
    course: Course
    looks: int | None


@define(kw_only=True)
class Deployment:
    """A deployment of a service, as DescribeServices has it.

    `back` is one that the circuit breaker made; it isn't rolled back itself.
    """

    id: str
    task_definition: str
    desired: int
    created: datetime
    updated: datetime
    status: str = "PRIMARY"
    running: int = 0
    failed: int = 0
    rollout: str = "IN_PROGRESS"
    reason: str
    looks: int | None = None
    back: bool = False

    def described(self) -> Data:
        """Return it as AWS describes it."""
        return {
            "id": self.id,
            "status": self.status,
            "taskDefinition": self.task_definition,
            "desiredCount": self.desired,
            "pendingCount": max(self.desired - self.running, 0) if self.status == "PRIMARY" else 0,
            "runningCount": self.running,
            "failedTasks": self.failed,
            "createdAt": self.created,
            "updatedAt": self.updated,
            "launchType": "FARGATE",
            "platformVersion": "1.4.0",
            "rolloutState": self.rollout,
            "rolloutStateReason": self.reason,
        }


@define(kw_only=True)
class Service:
    """An ECS service; `given` is what it was made or updated with."""

    name: str
    arn: str
    cluster: str
    given: Data
    tags: dict[str, str]
    created: datetime
    status: str = "ACTIVE"
    deployments: list[Deployment] = field(factory=list)
    events: list[Data] = field(factory=list)

    @property
    def primary(self) -> Deployment:
        """The deployment that is to be what runs."""
        return next(one for one in self.deployments if one.status == "PRIMARY")

    @property
    def breaker(self) -> Data:
        """Its circuit breaker, as it was given."""
        configuration = self.given.get("deploymentConfiguration", {})
        breaker: Data = configuration.get("deploymentCircuitBreaker", {})
        return breaker


class Rollouts:
    """Move the deployments of services."""

    def __init__(self, place: Place, images: Callable[[str], tuple[str, ...]]) -> None:
        self._place = place
        self._images = images
        self.conducts: list[Conduct] = []

    def begin(self, service: Service, reason: str | None = None) -> None:
        """Make a deployment of what the service is to run now, and let it go its way."""
        now = self._place.now()
        for older in service.deployments:
            older.status = "ACTIVE"
        deployment = Deployment(
            id="ecs-svc/" + self._place.ids.digits(f"deployment {service.name}", 19),
            task_definition=service.given["taskDefinition"],
            desired=service.given["desiredCount"],
            created=now,
            updated=now,
            reason="",
            back=reason is not None,
        )
        deployment.reason = reason or f"ECS deployment {deployment.id} in progress."
        service.deployments.insert(0, deployment)
        conduct = self._conduct(service, deployment)
        deployment.looks = conduct.looks if conduct else None
        self._place.motion.start(self._rollout(service, deployment))

    def look(self, service: Service) -> None:
        """Count a look at deployments that complete after so many."""
        for deployment in service.deployments:
            if deployment.looks:
                deployment.looks -= 1

    def say(self, service: Service, message: str) -> None:
        """Add to the service's events, newest first."""
        event = {
            "id": self._place.ids.uuid(f"event {service.name}"),
            "createdAt": self._place.now(),
            "message": f"(service {service.name}) {message}",
        }
        service.events.insert(0, event)
        del service.events[KEPT_EVENTS:]

    def _conduct(self, service: Service, deployment: Deployment) -> Conduct | None:
        images = self._images(deployment.task_definition)
        for conduct in reversed(self.conducts):
            if fnmatchcase(service.name, conduct.services) and any(
                fnmatchcase(image, conduct.images) for image in images
            ):
                return conduct
        return None

    def _course(self, service: Service, deployment: Deployment) -> Course:
        conduct = self._conduct(service, deployment)
        return conduct.course if conduct else Course.COMPLETE

    def _rollout(self, service: Service, deployment: Deployment) -> Steps:
        if deployment.looks is None:
            yield Wait(self._place.pace.rollout / 2)
        while deployment.looks or self._course(service, deployment) is Course.HOLD:
            yield self._place.pace.held
        if deployment.status != "PRIMARY" or service.status != "ACTIVE":
            return
        if self._course(service, deployment) is Course.FAIL:
            self._fail(service, deployment)
            return
        task = self._place.ids.hex("task", 32)
        self.say(service, f"has started {deployment.desired} tasks: (task {task}).")
        deployment.running = deployment.desired
        for older in service.deployments:
            older.running = older.running if older is deployment else 0
        yield Wait(self._place.pace.rollout / 2)
        if deployment.status == "PRIMARY":
            self._complete(service, deployment)

    def _complete(self, service: Service, deployment: Deployment) -> None:
        # Whoever scaled the service meanwhile changed how many tasks it is to have.
        deployment.running, deployment.rollout = deployment.desired, "COMPLETED"
        deployment.reason = f"ECS deployment {deployment.id} completed."
        deployment.updated = self._place.now()
        service.deployments[:] = [deployment]
        self.say(service, f"(deployment {deployment.id}) deployment completed.")
        self.say(service, "has reached a steady state.")

    def _fail(self, service: Service, deployment: Deployment) -> None:
        """Let tasks fail; only a circuit breaker ends such a deployment, and may roll it back."""
        deployment.failed = 3
        deployment.updated = self._place.now()
        task = self._place.ids.hex("task", 32)
        self.say(service, f"has stopped 1 running tasks: (task {task}).")
        self.say(service, f"(deployment {deployment.id}) deployment failed: tasks failed to start.")
        if not service.breaker.get("enable"):
            return
        deployment.rollout, deployment.reason = "FAILED", TO_FAIL
        older = [one for one in service.deployments if one.rollout == "COMPLETED"]
        if service.breaker.get("rollback") and older and not deployment.back:
            self.say(service, f"rolling back to (deployment {older[0].id}).")
            service.given["taskDefinition"] = older[0].task_definition
            self.begin(
                service,
                f"ECS deployment circuit breaker: rolling back to deploymentId {older[0].id}.",
            )
