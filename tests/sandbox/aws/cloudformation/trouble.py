"""What a test lets go wrong in stacks: resources that fail, and those that don't get on."""

from __future__ import annotations

from enum import Enum
from fnmatch import fnmatchcase

from attrs import define

from tests.sandbox.aws.cloudformation.stack import Stack
from tests.sandbox.aws.motion import Steps
from tests.sandbox.aws.place import Pace


class Phase(Enum):
    """What is being done to a stack's resources."""

    FORWARD = "forward"
    ROLLBACK = "rollback"
    DELETE = "delete"


@define(kw_only=True)
class _Failure:
    resource: str
    reason: str
    phase: Phase
    left: int | None


class Trouble:
    """What is to fail or to wait. Names are logical ids or `STACK/LOGICAL`, and may be patterns."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._failures: list[_Failure] = []
        self._held: set[str] = set()

    def fail(
        self,
        resource: str,
        reason: str = "the sandbox was told to let it fail",
        phase: Phase = Phase.FORWARD,
        times: int | None = 1,
    ) -> None:
        """Let a resource fail the next times that it's made, changed or deleted; None is always."""
        failure = _Failure(resource=resource, reason=reason, phase=phase, left=times)
        self._failures.append(failure)

    def hold(self, name: str) -> None:
        """Let operations on a stack, or on a resource, wait for `release`."""
        self._held.add(name)

    def release(self, name: str) -> None:
        """Let what was held go on."""
        self._held.discard(name)

    @property
    def quiet(self) -> bool:
        """Whether nothing is to fail or to wait."""
        return not self._held and all(failure.left == 0 for failure in self._failures)

    def clear(self) -> None:
        """Let everything go well."""
        self._failures.clear()
        self._held.clear()

    def reason(self, stack: Stack, logical: str, phase: Phase) -> str | None:
        """Return why a resource fails now, if it does."""
        for failure in self._failures:
            if (
                failure.phase is phase
                and failure.left != 0
                and _matches(failure.resource, stack, logical)
            ):
                if failure.left is not None:
                    failure.left -= 1
                return failure.reason
        return None

    def waiting(self, stack: Stack, logical: str) -> Steps:
        """Wait as long as a resource, or its stack (`logical` is empty), is held."""
        while any(_matches(name, stack, logical) for name in self._held) and not stack.cancelled:
            yield self._pace.held


def _matches(pattern: str, stack: Stack, logical: str) -> bool:
    if not logical:
        return fnmatchcase(stack.name, pattern)
    return fnmatchcase(logical, pattern) or fnmatchcase(f"{stack.name}/{logical}", pattern)
