"""Where the sandbox is: account, region, time, identifiers, and how fast things happen."""

from __future__ import annotations

from datetime import datetime

from attrs import define

from tests.sandbox.aws.clock import Clock
from tests.sandbox.aws.ids import Ids
from tests.sandbox.aws.motion import LOOK_AGAIN, Motion, Wait


@define(kw_only=True)
class Pace:
    """How long things take, in seconds, and how much there may be; to be set at any time."""

    step: float
    """One step of CloudFormation: what happens at once in a stack takes one."""
    rollout: float
    """From a new ECS deployment to its completion."""
    steady: float
    """From the change of an ECS service to where CloudFormation waits no longer for it."""
    look: float = LOOK_AGAIN
    """Between two looks of what waits for something else, such as a stack for a rollout."""
    page: int | None = None
    """The most items of any page; None is as AWS has it."""
    entries: int | None = None
    """The most entries of any section of a template; None is as AWS has it."""

    @property
    def stepping(self) -> Wait:
        """One step as a wait."""
        return Wait(self.step)

    @property
    def held(self) -> Wait:
        """From one look to the next, of what waits for something else."""
        return Wait(self.look, held=True)


@define(kw_only=True)
class Place:
    """What all services of one region share."""

    account: str
    region: str
    clock: Clock
    ids: Ids
    motion: Motion
    pace: Pace

    def arn(self, service: str, resource: str) -> str:
        """Return the ARN of something of this account and region."""
        return f"arn:aws:{service}:{self.region}:{self.account}:{resource}"

    def now(self) -> datetime:
        """Return the sandbox's time."""
        return self.clock.now()
