"""Follows an update of a stack, nested stacks included, until it has ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from kayron.adapters.clock import Clock
from kayron.adapters.execute.eyes import Eyes
from kayron.core.apply.cause import stack_paths
from kayron.core.apply.event import StackEvent, in_progress
from kayron.core.apply.settled import Settled, settled
from kayron.core.error import KayronError
from kayron.core.stack.link import NESTED_STACK
from kayron.core.stack.tree import Ids

LOOK_AGAIN = 2.0
"""Seconds between looks: CloudFormation's own console takes five."""

UNTOLD = 30
"""Looks at a stack at rest whose events tell of no end; they come seconds later at most."""

BEGINNINGS = frozenset({"UPDATE_IN_PROGRESS", "IMPORT_IN_PROGRESS", "DELETE_IN_PROGRESS"})
"""The statuses with which an operation of a stack begins that is there."""


class StackGone(KayronError):
    """The stack is not there any more while its update is followed."""

    def __init__(self, stack: str) -> None:
        super().__init__(stack)
        self.stack = stack

    def __str__(self) -> str:
        return f"The stack {self.stack} does not exist any more."


class EndUntold(KayronError):
    """The stack is at rest, and its events do not tell how the update ended."""

    def __init__(self, stack: str) -> None:
        super().__init__(stack)
        self.stack = stack

    def __str__(self) -> str:
        return (
            f"The stack {self.stack} is at rest, and its events do not tell how the update ended. "
            "Apply again: what they tell by then is put on record."
        )


Watch = Callable[[StackEvent, Ids], None]
"""Is told each event, with the path of the resource: logical ids, the last one its own."""


def follow(following: Following, versions: Mapping[str, str], clock: Clock) -> Settled:
    """Wait until the stack is at rest; return how the operation ended, which moves `versions`.

    Its own events tell: the stack's status may be that of another update, or of before it began.
    Raises `StackGone`, `EndUntold`, and what looking raises.
    """
    eyes, root = following.eyes, following.root
    untold = 0
    while untold < UNTOLD:
        following.look()
        status = eyes.status(root)
        if status is None:
            raise StackGone(root)
        if not in_progress(status):
            following.look()
            end = settled(versions, root, following.seen, following.paths)
            if end is not None and end.result is not None:
                return end
            untold += 1
        clock.sleep(LOOK_AGAIN)
    raise EndUntold(root)


def unwatched(_event: StackEvent, _path: Ids) -> None:
    """Watch nothing."""


class Following:
    """One operation of a stack with the id `root`, and what was seen of it.

    `mark` is an event of the stack, or a time, before the operation. `watch` is told what happens.
    `read` has the ids of all events that were read, of other operations too.
    """

    def __init__(
        self,
        eyes: Eyes,
        root: str,
        token: str,
        mark: str | datetime,
        watch: Watch = unwatched,
    ) -> None:
        self.eyes = eyes
        self.root = root
        self._token = token
        self._watch = watch
        self._goes_on = False
        self._marks: dict[str, str | datetime] = {root: mark}
        self.read: set[str] = set()
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
            # By CloudFormation's own clock: ours may be wrong.
            begun = min(event.time for event in self.seen)
            for event in new:
                if event.type == NESTED_STACK and event.physical:
                    self._marks.setdefault(event.physical, begun)

    def _path(self, event: StackEvent) -> Ids:
        above = self.paths.get(event.stack, ())
        return above if event.is_of_stack else (*above, event.resource)

    def _new(self) -> list[StackEvent]:
        """Return what is new; of the root only what is of this operation, see `_is_own`.

        That events of nested stacks have the token is nowhere promised: their marks are enough.
        """
        found = self.eyes.events_since(self._marks)
        self.read.update(event.id for event in found)
        return [e for e in found if e.stack != self.root or self._is_own(e)]

    def _is_own(self, event: StackEvent) -> bool:
        """Tell whether an event of the root is of this operation, or of what goes on with it.

        To cancel an update and to continue its rollback are operations of their own for
        CloudFormation, with tokens of their own. Only an update's beginning ends another one.
        """
        if event.token == self._token:
            self._goes_on = True
        elif event.is_of_stack and event.status in BEGINNINGS:
            self._goes_on = False
        return self._goes_on
