"""The wire between processes of Kayron and the world: time passes on it, and calls go wrong.

All is drawn from one `Random`, and nothing runs at the same time as anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from fnmatch import fnmatchcase
from functools import partial
from itertools import accumulate
from random import Random
from typing import Protocol, TypeVar

from attrs import define, frozen

from kayron.adapters.aws.client import READ_TIMEOUT
from tests.simulation.fault import AFTER, DEADLY, FREQUENCY, LATE, Fault, Killed, Struck
from tests.simulation.past import Past, Replicas

T = TypeVar("T")

QUICKEST, SLOWEST = 0.001, 0.02
"""Seconds that a call takes. Calls go in turn here, of which some thirty go at once outside."""

SHORTEST_DELAY, LONGEST_DELAY = 1.0, 12.0
"""Seconds of a delayed call, less than those after which a client gives up."""


class WorldTime(Protocol):
    """The time of the world, which passes only as it is told to."""

    def now(self) -> datetime:
        """Return what time it is."""

    def advance(self, seconds: float) -> None:
        """Let time pass, and whatever is due in it happen."""


Between = Callable[[str, str, str], None]
"""Is called before each call, of a process to a service and its operation, and may do anything:
change the world, let another process run, kill this one."""


@frozen(kw_only=True)
class Request:
    """What a process asks for right now; `asked` is how the service has it."""

    process: str
    service: str
    operation: str
    asked: object


class Watch(Protocol):
    """Lets a request have its effect, and may look at the world before that and after it."""

    def __call__(self, request: Request, effect: Callable[[], T]) -> T:
        """Return what the effect does."""


@frozen(kw_only=True)
class Call:
    """A call that was made, in the order of their ends; one at which a process died too."""

    process: str
    service: str
    operation: str
    time: datetime
    fault: Fault | None


@define(kw_only=True)
class _Order:
    fault: Fault
    service: str
    operation: str
    left: int | None


class Wire:
    """The wire, and the log of what went over it.

    `rate` is the share of calls that go wrong; 0 leaves those that were ordered with `fail`. `lag`
    is the share of the others that a replica answers which lags behind, where there is one.
    `depth` is how many calls of processes are under way right now, each within the one before, and
    `made` how many there ever were.
    """

    def __init__(
        self,
        time: WorldTime,
        random: Random,
        *,
        rate: float = 0.0,
        frequency: Mapping[Fault, float] = FREQUENCY,
    ) -> None:
        self.time = time
        self.random = random
        self.rate, self.lag = rate, 0.0
        self.between: Between = _nothing
        self.watch: Watch = _unwatched
        self.calls: list[Call] = []
        self.depth = self.made = 0
        self.past = Past()
        self.replicas = Replicas()
        self._faults = tuple(frequency)
        self._weights = tuple(accumulate(frequency.values()))
        self._orders: list[_Order] = []

    def line(self, process: str) -> Line:
        """Return the line of a new process."""
        return Line(self, process)

    def fail(
        self, fault: Fault, service: str = "*", operation: str = "*", *, times: int | None = 1
    ) -> None:
        """Let the next calls fail, None is all of them; both names may be patterns."""
        order = _Order(fault=fault, service=service, operation=operation, left=times)
        self._orders.append(order)

    def clear(self) -> None:
        """Forget calls and orders, and let nothing go wrong any more."""
        self.rate, self.lag, self.between = 0.0, 0.0, _nothing
        self.calls.clear()
        self._orders.clear()

    def drawn(
        self, service: str, operation: str, older: Callable[[], object] = lambda: None
    ) -> Fault | None:
        """Return what is to go wrong with a call; a stale answer waits until there is an older."""
        for order in self._orders:
            if order.left != 0 and _matches(order, service, operation):
                if order.fault is Fault.STALE and older() is None:
                    continue
                if order.left is not None:
                    order.left -= 1
                return order.fault
        if self.rate and self.random.random() < self.rate:
            return self.random.choices(self._faults, cum_weights=self._weights)[0]
        if self.lag and self.random.random() < self.lag:
            return Fault.STALE
        return None

    def wait(self, fault: Fault | None) -> None:
        """Let the time of a call pass that goes wrong in this way."""
        if fault in LATE:
            self.time.advance(READ_TIMEOUT)
        elif fault is Fault.DELAYED:
            self.time.advance(self.random.uniform(SHORTEST_DELAY, LONGEST_DELAY))


class Line:
    """What one process calls through; `dead` once the process is."""

    def __init__(self, wire: Wire, process: str) -> None:
        self.wire = wire
        self.process = process
        self.dead = False

    def call(
        self,
        service: str,
        operation: str,
        effect: Callable[[], T],
        older: Callable[[], T | None] = lambda: None,
        asked: object = None,
    ) -> T:
        """Return what the effect does; raise `Struck` or `Killed` where something goes wrong.

        `older` gives a stale answer, None where there is none. `asked` is for who watches.
        """
        wire = self.wire
        request = Request(process=self.process, service=service, operation=operation, asked=asked)
        watched = partial(wire.watch, request, effect)
        self._check()
        wire.time.advance(QUICKEST + (SLOWEST - QUICKEST) * wire.random.random())
        wire.made += 1
        wire.depth += 1
        try:
            wire.between(self.process, service, operation)
        finally:
            wire.depth -= 1
        self._check()
        fault = wire.drawn(service, operation, older)
        if fault is Fault.STALE:
            stale = older()
            self._log(service, operation, None if stale is None else fault)
            return watched() if stale is None else stale
        self._log(service, operation, fault)
        return watched() if fault is None else self._failed(fault, watched)

    def _failed(self, fault: Fault, effect: Callable[[], T]) -> T:
        if fault is Fault.DELAYED:
            self.wire.wait(fault)
            return effect()
        if fault in AFTER:
            effect()
        self.wire.wait(fault)
        if fault in DEADLY:
            self.dead = True
            raise Killed(self.process)
        raise Struck(fault)

    def _check(self) -> None:
        """Let nothing be asked by a process that is dead."""
        if self.dead:
            raise Killed(self.process)

    def _log(self, service: str, operation: str, fault: Fault | None) -> None:
        wire = self.wire
        call = Call(
            process=self.process,
            service=service,
            operation=operation,
            time=wire.time.now(),
            fault=fault,
        )
        wire.calls.append(call)


def _unwatched(request: Request, effect: Callable[[], T]) -> T:
    del request
    return effect()


def _nothing(_process: str, _service: str, _operation: str) -> None:
    return


def _matches(order: _Order, service: str, operation: str) -> bool:
    return fnmatchcase(service, order.service) and fnmatchcase(operation, order.operation)
