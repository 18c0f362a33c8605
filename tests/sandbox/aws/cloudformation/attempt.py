"""How it goes with the resources that are brought about at once."""

from __future__ import annotations

from attrs import define, field, frozen

from tests.sandbox.aws.cloudformation.stack import Stack
from tests.sandbox.aws.cloudformation.trouble import Phase


@frozen
class Failure(Exception):
    """Resources could not be brought to what they are to be; the reason is CloudFormation's."""

    reason: str


@frozen
class Cancelled(Exception):
    """A resource is given up, for another one failed or somebody cancelled the update."""


@define(kw_only=True)
class Attempt:
    """The resources of one wave, and which of them failed."""

    stack: Stack
    phase: Phase
    rank: int
    failed: dict[str, list[str]] = field(factory=lambda: {"create": [], "update": []})

    @property
    def cancelled(self) -> bool:
        """Whether somebody cancelled the update."""
        return self.stack.root.cancelled and self.phase is Phase.FORWARD

    @property
    def over(self) -> bool:
        """Whether those that are still at it are to stop."""
        return self.cancelled or any(self.failed.values())

    def check(self) -> None:
        """Raise where it's over."""
        if self.over:
            raise Cancelled

    def conclude(self) -> None:
        """Raise the failure of all that failed."""
        if self.cancelled:
            raise Failure("User Initiated")
        reasons = [
            f"The following resource(s) failed to {verb}: [{', '.join(names)}]. "
            for verb, names in self.failed.items()
            if names
        ]
        if reasons:
            raise Failure("".join(reasons))
