"""Asks ECS what it says of a service when it fails: later it tells of the rollback alone."""

from __future__ import annotations

from collections.abc import Callable

from kayron.adapters.execute.following import Watch
from kayron.core.apply.cause import is_cause
from kayron.core.apply.event import StackEvent
from kayron.core.stack.tree import Ids

SERVICE = "AWS::ECS::Service"

FAILED = "_FAILED"

Messages = Callable[[str], tuple[str, ...]]
"""Returns the last messages of the ECS service with an ARN, oldest first."""


class Witness:
    """Watches an update, and keeps what ECS said of the services that failed in it, by path."""

    def __init__(self, messages: Messages, watch: Watch) -> None:
        self._messages = messages
        self._watch = watch
        self._heard: dict[str, tuple[str, ...]] = {}

    def __call__(self, event: StackEvent, path: Ids) -> None:
        """Pass an event on, and ask if it is the failure of a service."""
        self._watch(event, path)
        name = "/".join(path)
        failed = event.type == SERVICE and event.status.endswith(FAILED) and is_cause(event)
        if failed and event.physical and name not in self._heard:
            self._heard[name] = self._messages(event.physical)

    def heard(self, path: str) -> tuple[str, ...]:
        """Return what ECS said of the service at a path; nothing of what else is there."""
        return self._heard.get(path, ())
