"""Follows an update of a stack, nested stacks included, until it has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from attrs import frozen

from kayron.adapters.aws.updates import StackStatus
from kayron.adapters.clock import Clock
from kayron.core.apply.cause import stack_paths
from kayron.core.apply.event import StackEvent, in_progress
from kayron.core.error import KayronError
from kayron.core.stack.link import NESTED_STACK
from kayron.core.stack.tree import Ids

LOOK_AGAIN = 2.0
"""Seconds between looks: CloudFormation's own console takes five."""


class Events(Protocol):
    """What is read of an update under way; see `Updates`."""

    def events_since(self, marks: Mapping[str, str | datetime]) -> tuple[StackEvent, ...]:
        """Return the events of stacks, each after its mark."""

    def statuses(self, stacks: Iterable[str]) -> Mapping[str, StackStatus]:
        """Return the statuses of stacks."""


class StackGone(KayronError):
    """The stack is not there any more while its update is followed."""

    def __init__(self, stack: str) -> None:
        super().__init__(stack)
        self.stack = stack

    def __str__(self) -> str:
        return f"The stack {self.stack} does not exist any more."


@frozen(kw_only=True)
class Ended:
    """How an update ended: the status of the root stack, and all events of the operation.

    `paths` has the path of each stack by its id.
    """

    status: StackStatus
    events: tuple[StackEvent, ...]
    paths: Mapping[str, Ids]


Watch = Callable[[StackEvent, Ids], None]
"""Is told each event, with the path of the resource: logical ids, the last one its own."""


def follow(following: Following, clock: Clock, keep: Callable[[], object]) -> Ended:
    """Wait until an operation has ended; `keep` is called at every look.

    Raises `StackGone`, and what the reading and `keep` raise.
    """
    events, root = following.events, following.root
    while True:
        keep()
        following.look()
        status = events.statuses([root]).get(root)
        if status is None:
            raise StackGone(root)
        if not in_progress(status.status):
            following.look()
            return Ended(status=status, events=tuple(following.seen), paths=following.paths)
        clock.sleep(LOOK_AGAIN)


def unwatched(_event: StackEvent, _path: Ids) -> None:
    """Watch nothing."""


class Following:
    """One operation of a stack with the id `root`, and what was seen of it.

    `mark` is an event of the stack, or a time, before the operation. `watch` is told what happens.
    """

    def __init__(
        self,
        events: Events,
        root: str,
        token: str,
        mark: str | datetime,
        watch: Watch = unwatched,
    ) -> None:
        self.events = events
        self.root = root
        self._token = token
        self._watch = watch
        self._marks: dict[str, str | datetime] = {root: mark}
        self.seen: list[StackEvent] = []
        self.paths: Mapping[str, Ids] = {root: ()}

    def look(self) -> None:
        """Read what is new, of nested stacks too as soon as their parents tell of them."""
        while new := self._new():
            self.seen += new
            self.paths = stack_paths(self.seen, self.paths)
            for event in new:
                self._marks[event.stack] = event.id
                self._watch(event, self._path(event))
            nested = {e.physical for e in new if e.type == NESTED_STACK and e.physical}
            # By CloudFormation's own clock: ours may be wrong.
            begun = min(event.time for event in self.seen)
            self._marks |= dict.fromkeys(nested - self._marks.keys(), begun)

    def _path(self, event: StackEvent) -> Ids:
        above = self.paths.get(event.stack, ())
        return above if event.is_of_stack else (*above, event.resource)

    def _new(self) -> list[StackEvent]:
        """Return what is new; of the root only what is of this operation.

        That events of nested stacks have the token is nowhere promised: their marks are enough.
        """
        found = self.events.events_since(self._marks)
        return [e for e in found if e.stack != self.root or e.token == self._token]
