"""The moves of a seed: what people, AWS and GitHub do, time, and loops of Kayron.

A move is an event, or a whole loop of a process, in whose place a person may apply and wait for the
end, or for as long as patience lasts. It draws from a `Random` of the seed and its own number
alone, so that a move can be left out and the others stay as they are. Each call of a loop is a step
too: at each anything may happen, and the other process may run a whole loop. Those are schedules of
two processes with up to two switches in a loop, each at any call, which is preemption bounding.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.simulation.aim import A_LOOP
from tests.simulation.stage import Stage
from tests.simulation.witness import WRITES

LOOP = 0.12
"""The share of moves that are loops."""

WAITS = 0.15
"""The share of these that a person starts, who waits for the end of the update."""

PATIENCES = (20, 60, 120, 200)
"""Calls after which such a person presses Ctrl-C: an update may take hours, or never end."""

RESTART = 0.06
"""How often a process is started anew before a loop, its memory lost."""

JUMP = 0.03
"""How often the clock of a process jumps before a loop."""

SKEWS = (0, 0, 3, -3, 600, -600, 7200, -86400)
"""Seconds by which the clock of a process may be wrong."""

PAUSES = (0.0, 1.0, 2.0, 10.0, 10.0, 30.0, 60.0, 300.0)
"""Seconds between a loop and whatever was before it."""

RATES = (0.0, 0.005, 0.02, 0.05)
"""Shares of calls that go wrong; a loop has one of them."""

AT_WRITES = 3
"""How many times as often calls that write go wrong."""

LAGGING = 0.1
"""The share of loops in which replicas lag behind."""

STALE = 0.3
"""The share of answers that come from one of them then, where they have another answer."""

HANGS = (30.0, 61.0, 65.0, 130.0, 700.0)
"""Seconds for which a process is paused between two of its calls; the lease's term is 60."""

BETWEEN, BETWEEN_WRITES = 0.004, 0.08
"""How often something happens before a call of a loop: before one that reads, or writes."""


class Simulation:
    """One seed; `calm` leaves out what happens between the calls of a loop, and faults."""

    def __init__(self, stage: Stage, *, calm: bool) -> None:
        self.stage = stage
        self.calm = calm
        self.rate = 0.0
        self.moves = 0
        for (service, operation), fault in () if calm else stage.aim.strikes:
            stage.wire.fail(fault, service, operation)

    @property
    def steps(self) -> int:
        """The steps that were taken."""
        return self.moves + self.stage.wire.made

    def move(self, number: int) -> None:
        """Take one move."""
        stage = self.stage
        stage.story.move = number
        self.moves += 1
        random = Random(f"{stage.seed} {number}")
        aimed = stage.aim.at(number)
        if aimed == A_LOOP or (aimed is None and random.random() < LOOP):
            self.loop(random, calm=self.calm or aimed == A_LOOP)
        else:
            stage.happen(random, "", aimed)
        stage.stop_if_violated()

    def loop(self, random: Random, *, calm: bool) -> None:
        """Let a process run a loop, at any speed; a calm one meets only what was ordered."""
        stage = self.stage
        name = random.choice(stage.names)
        stage.company.aws.advance(random.choice(PAUSES))
        process = stage.processes[name]
        if process.dead or random.random() < RESTART:
            stage.processes[name] = process = stage.started(name)
            stage.story.tell(name, "is started anew")
        if random.random() < JUMP:
            self._jump(random, name)
        stage.wire.random = Random(random.getrandbits(64))
        stage.wire.rate = self.rate = 0.0 if calm else random.choice(RATES)
        between = Random(random.getrandbits(64))
        for one in stage.names:
            stage.randoms[one].seed(random.getrandbits(64))
        waits = random.random() < WAITS
        last = stage.wire.made + random.choice(PATIENCES) if waits else None
        stage.wire.lag = STALE if not calm and random.random() < LAGGING else 0.0

        def before(one: str, service: str, operation: str) -> None:
            nonlocal last
            if not calm:
                self.between(between, one, (service, operation))
            if last is not None and one == name and stage.wire.made > last:
                last = None
                self._interrupt(name, operation)

        stage.wire.between = before
        stage.run(process, waits=waits)

    def _jump(self, random: Random, name: str) -> None:
        """Let the clock of a process jump."""
        stage = self.stage
        skew = timedelta(seconds=random.choice(SKEWS))
        stage.processes[name].clock.jump(skew)
        stage.counts["clock jumped"] += 1
        stage.story.tell(name, f"has a clock that is wrong by {skew}", len(stage.running))

    def _interrupt(self, process: str, before: str) -> None:
        """Let whoever waits for a process press Ctrl-C."""
        stage = self.stage
        stage.tidiness.disturbed.add(process)
        stage.counts["Ctrl-C"] += 1
        stage.story.tell(process, f"is interrupted before {before}", len(stage.running))
        raise KeyboardInterrupt

    def between(self, random: Random, process: str, name: tuple[str, str]) -> None:
        """Let something happen before a call of a process, or not."""
        stage = self.stage
        stage.wire.rate = self.rate * (AT_WRITES if name in WRITES else 1)
        chance = BETWEEN_WRITES if name in WRITES else BETWEEN
        if random.random() >= chance:
            return
        stage.tidiness.disturbed.add(process)
        other = next((one for one in stage.names if one not in stage.running), None)
        what = random.random()
        if what < 0.45:
            stage.history.look()
            stage.happen(random, "  " * len(stage.running))
        elif what < 0.5:
            self._jump(random, process)
        elif what < 0.65:
            seconds = random.choice(HANGS)
            stage.company.aws.advance(seconds)
            stage.counts["process paused"] += 1
            stage.story.tell(process, f"hangs for {seconds} s before {name[1]}", len(stage.running))
        elif what < 0.75:
            stage.processes[process].kill()
            stage.story.tell(process, f"is killed before {name[1]}", len(stage.running))
        elif other is not None:
            self._other(other, name[1])

    def _other(self, name: str, before: str) -> None:
        """Let the other process run a whole loop in the middle of one."""
        stage = self.stage
        if stage.processes[name].dead:
            stage.processes[name] = stage.started(name)
        stage.counts["loop within a loop"] += 1
        stage.story.tell(name, f"runs before the other one's {before}", len(stage.running))
        stage.run(stage.processes[name])
