"""The eyes: what watches the updates of one environment, under its lease."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from attrs import evolve, field, frozen

from kayron.adapters.aws.updates import StackStatus
from kayron.core.apply.event import StackEvent
from kayron.core.apply.secret import without_secrets

Keep = Callable[[], object]
"""Is called again and again while something lasts, and raises where that may not go on."""


class Events(Protocol):
    """What is read of an update; see `Updates`."""

    def events_since(
        self, marks: Mapping[str, str | datetime], keep: Keep
    ) -> tuple[StackEvent, ...]:
        """Return the events of stacks, each after its mark."""

    def statuses(self, stacks: Iterable[str]) -> Mapping[str, StackStatus]:
        """Return the statuses of stacks."""


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
        found = self.events.statuses([stack]).get(stack)
        return found.status if found else None

    def safe(self, text: str) -> str:
        """Return a text without secrets."""
        return without_secrets(text, self.secrets)
