"""A process of Kayron in the simulation: it runs loop after loop, and may be killed at any call."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol, TypeVar

from kayron.adapters.capture import Progress
from kayron.adapters.execute.apply import apply
from kayron.adapters.execute.applying import Wishes
from kayron.adapters.live import Live, Outside
from kayron.adapters.reconcile import Reconciler, Round
from kayron.core.action import Action
from kayron.core.apply.event import StackEvent
from kayron.core.apply.record import ActionOutcome
from kayron.core.decision import Options
from kayron.core.error import KayronError
from kayron.core.plan import Plan
from kayron.core.settings import Settings
from kayron.core.stack.tree import Ids
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.github.server import GitHub
from tests.simulation.aws_clients import SimulatedClients
from tests.simulation.clock import ProcessClock
from tests.simulation.fault import Killed
from tests.simulation.github_transport import SimulatedTransport
from tests.simulation.wire import Wire
from tests.simulation.workers import InTurn

T = TypeVar("T")

WAITING = Wishes(options=Options(), wait=True)


class World(Protocol):
    """Where a process is: the systems that it meets, and its settings."""

    @property
    def aws(self) -> Aws: ...

    @property
    def github(self) -> GitHub: ...

    def settings(self) -> Settings: ...


class Quiet:
    """Hears what an apply tells, and keeps none of it."""

    def reading(self, progress: Progress) -> None: ...

    def planned(self, made: Plan) -> None: ...

    def stale(self, facts: tuple[str, ...]) -> None: ...

    def begun(self, action: Action) -> None: ...

    def ended(self, action: Action, outcome: ActionOutcome) -> None: ...

    def happened(self, event: StackEvent, path: Ids) -> None: ...


class Process:
    """One process from its start on, with all that it remembers.

    What it asks once it is dead has no effect.
    """

    def __init__(self, name: str, world: World, wire: Wire, random: Random) -> None:
        self.name = name
        self.line = wire.line(name)
        self.clock = ProcessClock(wire.time)
        outside = Outside(
            transport=SimulatedTransport(self.line, world.github),
            clients=SimulatedClients(self.line, world.aws),
            workers=InTurn(random),
            clock=self.clock,
            random=random,
        )
        self.live = Live(world.settings(), outside)
        self.reconciler = Reconciler(self.live, name, Quiet())

    @property
    def dead(self) -> bool:
        """Whether it was killed."""
        return self.line.dead

    def kill(self) -> None:
        """Kill it; what it was about to ask has no effect."""
        self.line.dead = True

    def loop(self) -> Round | None:
        """Run one loop; None where the process was killed in it."""
        return self.doing(self.reconciler.once)

    def apply(self) -> Round | None:
        """Apply as a person does who waits for the end; None where the process was killed in it."""
        return self.doing(self._applied)

    def _applied(self) -> Round:
        try:
            done = apply(self.live, self.name, WAITING, None, Quiet(), self.reconciler.memo)
        except KayronError as error:
            return Round(error=error)
        except KeyboardInterrupt:
            return Round()
        return Round(snapshot=done.before, plan=done.plan, applied=done)

    def doing(self, act: Callable[[], T]) -> T | None:
        """Return what something gives that this process does; None where it was killed in it."""
        try:
            return act()
        except Killed as killed:
            if killed.process != self.name or not self.dead:
                raise
            return None
