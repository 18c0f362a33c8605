"""The eyes: what watches the updates of one environment, under its lease."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from attrs import evolve, field, frozen

from kayron.adapters.aws.updates import StackStatus
from kayron.core.apply.event import StackEvent
from kayron.core.apply.secret import without_secrets
from kayron.core.fact import Absent

Keep = Callable[[], object]
"""Is called again and again while something lasts, and raises where that may not go on."""


class Events(Protocol):
    """What is read of an update; see `Updates`."""

    def events_since(
        self, marks: Mapping[str, str | datetime], keep: Keep
    ) -> tuple[StackEvent, ...]:
        """Return the events of stacks, each after its mark."""

    def status(self, stack: str) -> StackStatus | Absent:
        """Return the status of a stack."""


@frozen(kw_only=True, eq=False)
class Eyes:
    """Reads what happens in stacks; `keep` is called before each is read.

    No value of `secrets`, those of redacted parameters, is in what it tells: CloudFormation's
    reasons quote what a resource was given.
    """

    events: Events
    keep: Keep
    secrets: Mapping[str, str] = field(repr=False)

    def events_since(self, marks: Mapping[str, str | datetime]) -> tuple[StackEvent, ...]:
        """Return the events of stacks, each after its mark."""
        found = self.events.events_since(marks, self.keep)
        return tuple(evolve(one, reason=self.safe(one.reason)) for one in found)

    def status(self, stack: str) -> str | None:
        """Return the status of a stack, None where there is none."""
        self.keep()
        found = self.events.status(stack)
        return None if isinstance(found, Absent) else found.status

    def safe(self, text: str) -> str:
        """Return a text without secrets."""
        return without_secrets(text, self.secrets)
