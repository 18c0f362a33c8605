"""One seed from its first step to its last: people, AWS, GitHub, time, and two processes of Kayron.

A move is an event, or a whole loop of a process. It draws from a `Random` of the seed and its own
number alone, so that a move can be left out and the others stay as they are. Each call of a loop is
a step too: at each anything may happen, and the other process may run a whole loop. Those are
schedules of two processes with up to two switches in a loop, each at any call, which is preemption
bounding.
"""

from __future__ import annotations

import traceback
from collections import Counter
from datetime import timedelta
from itertools import count
from random import Random

from attrs import frozen

from kayron.adapters.reconcile import Round
from tests.simulation.company import Company
from tests.simulation.coverage import count_calls, count_round
from tests.simulation.events.every import DECK
from tests.simulation.history import History
from tests.simulation.invariant.comments import Comments
from tests.simulation.invariant.failures import Failures
from tests.simulation.invariant.purity import Purity
from tests.simulation.invariant.reading import Reading
from tests.simulation.invariant.tidiness import Tidiness
from tests.simulation.invariant.updates import Rested
from tests.simulation.invariant.writing import Writing
from tests.simulation.learnt import Learnt
from tests.simulation.process import Process
from tests.simulation.relapse import Relapse
from tests.simulation.rest import Effects, Rest
from tests.simulation.story import Story, told
from tests.simulation.update import Updates
from tests.simulation.violation import DEFECT, Violation
from tests.simulation.wire import Wire
from tests.simulation.witness import WRITES, Witness

LENGTH = 200
"""The least steps of a seed: moves, and calls of loops; its coming to rest does not count."""

NAMES = ("one", "two")
"""The two processes."""

BOTH = 0.5
"""The share of seeds that have both. One alone has all the more to itself, and seeds are faster."""

SHARE = 0.35
"""Of the kinds of events, but for those that each seed has, so many happen in one."""

LEARNT = Learnt()
"""What is known of texts, from seed to seed."""

FURTHER = 0.3
"""The share of seeds in which, once all is at rest, something fails and is corrected."""

LOOP = 0.12
"""The share of moves that are loops."""

RESTART = 0.06
"""How often a process is started anew before a loop, its memory lost."""

JUMP = 0.03
"""How often the clock of a process is set before a loop."""

SKEWS = (0, 0, 3, -3, 600, -600, 7200, -86400)
"""Seconds by which the clock of a process may be wrong."""

PAUSES = (0.0, 1.0, 2.0, 10.0, 10.0, 30.0, 60.0, 300.0)
"""Seconds between a loop and whatever was before it."""

RATES = (0.0, 0.005, 0.02, 0.05)
"""Shares of calls that go wrong; a loop has one of them."""

AT_WRITES = 3
"""How many times as often calls that write go wrong."""

HANGS = (30.0, 61.0, 65.0, 130.0, 700.0)
"""Seconds for which a process is paused between two of its calls; the lease's term is 60."""

BETWEEN, BETWEEN_WRITES = 0.004, 0.08
"""How often something happens before a call of a loop: before one that reads, or writes."""

QUICK = 0.7
"""The share of seeds in which people mend at once what is wrong in the end."""

PURE = 12
"""One in so many loops at the end, whose plan is made again without a memo."""


@frozen(kw_only=True)
class Result:
    """What came of a seed: violations, the story up to the first, and what was met how often.

    `moves` is how many it took, and `steps` how many steps these are.
    """

    seed: int
    moves: int
    steps: int
    violations: tuple[Violation, ...]
    story: tuple[str, ...]
    counts: Counter[str]


class Violated(Exception):
    """An invariant does not hold; what comes after it means nothing."""


class Simulation:
    """One seed; `calm` leaves out what happens between the calls of a loop, and faults."""

    def __init__(self, seed: int, *, calm: bool = False) -> None:
        self.seed = seed
        self.calm = calm
        self.company = Company(Random(f"{seed} company"))
        self.wire = Wire(self.company.aws, Random(0))
        self.story = Story(self.company.now)
        self.counts: Counter[str] = Counter()
        self.violations: list[Violation] = []
        self.names = NAMES[: 1 + (Random(f"{seed} processes").random() < BOTH)]
        self.randoms = {name: Random(0) for name in self.names}
        self.running: list[str] = []
        self.rate = 0.0
        self.moves = 0
        self.history = History(self.company)
        self.writing = Writing(company=self.company, report=self.report)
        rested = Rested(
            company=self.company,
            history=self.history,
            skew=lambda name: self.processes[name].clock.skew,
            report=self.report,
        )
        failures = Failures(company=self.company, report=self.report)
        reading = Reading(wire=self.wire, report=self.report)
        self.updates = Updates(
            company=self.company, wire=self.wire, judges=[rested, reading, failures]
        )
        self.tidiness = Tidiness(company=self.company, wire=self.wire, report=self.report)
        self.comments = Comments(
            company=self.company,
            history=self.history,
            wire=self.wire,
            since=self.updates.since,
            report=self.report,
        )
        self.purity = Purity(company=self.company, report=self.report)
        self.effects = Effects(self.company)
        observers = (self.effects, self.writing, self.updates, self.comments, self.purity)
        self.witness = Witness(self.company.now, [*observers, failures, self.tidiness])
        self.wire.watch = self.witness
        self.deck = DECK.part(Random(f"{seed} deck"), SHARE)
        self.processes = {name: self.started(name) for name in self.names}
        self.story.tell("the company", str(self.company.variant))

    def report(self, violation: Violation) -> None:
        """Keep a violation, and tell of it."""
        self.violations.append(violation)
        self.story.tell("VIOLATED", str(violation))

    def started(self, name: str) -> Process:
        """Return a process that has just been started, without memory."""
        self.writing.forget(name)
        return Process(name, self.company, self.wire, self.randoms[name])

    @property
    def steps(self) -> int:
        """The steps that were taken."""
        return self.moves + self.wire.made

    def move(self, number: int) -> None:
        """Take one move."""
        self.story.move = number
        self.moves += 1
        random = Random(f"{self.seed} {number}")
        if random.random() < LOOP:
            self.loop(random)
        else:
            self.happen(random, "")
        self.stop_if_violated()

    def stop_if_violated(self) -> None:
        """End the seed where an invariant does not hold."""
        if self.violations:
            raise Violated

    def end(self) -> None:
        """Let the company come to rest."""
        self.story.move += 1
        self.wire.rate = self.rate = 0.0
        self.wire.between = untouched
        for process in self.processes.values():
            process.clock.skew = timedelta()
        rest = Rest(
            company=self.company,
            effects=self.effects,
            loop=self.last_loop,
            tell=self.story.tell,
            report=self.report,
            counts=self.counts,
            quick=Random(f"{self.seed} people").random() < QUICK,
            processes=len(self.names),
        )
        rest.come()
        self.stop_if_violated()
        if Random(f"{self.seed} further").random() < FURTHER:
            self.go_further()

    def go_further(self) -> None:
        """Look at the company afresh, and let something fail in it."""
        fresh = Process("fresh", self.company, self.wire, Random(f"{self.seed} fresh"))
        self.purity.judge_captures(self.processes[NAMES[0]], fresh)
        Relapse(
            company=self.company,
            updates=self.updates,
            loop=self.last_loop,
            random=Random(f"{self.seed} relapse"),
            tell=self.story.tell,
            report=self.report,
            counts=self.counts,
        ).come()

    def last_loop(self, number: int) -> Round | None:
        """Run a loop in which nothing goes wrong; the processes take turns."""
        name = self.names[number % len(self.names)]
        if self.processes[name].dead:
            self.processes[name] = self.started(name)
        random = Random(f"{self.seed} end {number}")
        self.wire.random = random
        self.randoms[name].seed(random.getrandbits(64))
        done = self.run(self.processes[name])
        self.history.look()
        if done is not None and random.randrange(PURE) == 0:
            self.purity.judge_round(done)
        return done

    def happen(self, random: Random, depth: str) -> None:
        """Let something happen."""
        happened = self.deck.happen(self.company, random)
        self.history.look()
        self.counts[f"event {happened.event}"] += 1
        self.story.tell(f"{depth}  world" if depth else "world", happened.story)

    def loop(self, random: Random) -> None:
        """Let a process run a loop, at any speed."""
        name = random.choice(self.names)
        self.company.aws.advance(random.choice(PAUSES))
        process = self.processes[name]
        if process.dead or random.random() < RESTART:
            self.processes[name] = process = self.started(name)
            self.story.tell(name, "is started anew")
        if random.random() < JUMP:
            process.clock.skew = timedelta(seconds=random.choice(SKEWS))
            self.story.tell(name, f"has a clock that is wrong by {process.clock.skew}")
        self.wire.random = Random(random.getrandbits(64))
        self.wire.rate = self.rate = 0.0 if self.calm else random.choice(RATES)
        between = Random(random.getrandbits(64))
        if not self.calm:
            self.wire.between = lambda one, service, operation: self.between(
                between, one, (service, operation)
            )
        for one in self.names:
            self.randoms[one].seed(random.getrandbits(64))
        self.run(process)

    def run(self, process: Process) -> Round | None:
        """Run a loop of a process, and tell of it."""
        self.running.append(process.name)
        depth = len(self.running) - 1
        since = len(self.wire.calls)
        LEARNT.teach(process)
        self.tidiness.begin(process.name)
        try:
            done = process.loop()
        except Exception as error:  # noqa: BLE001, whatever comes out is a defect
            lines = traceback.format_exception(error)[-4:]
            sentence = f"{process.name} breaks: {' '.join(' '.join(lines).split())}"
            self.report(Violation(number=DEFECT, sentence=sentence))
            return None
        finally:
            self.running.pop()
            LEARNT.learn(process)
        if done is not None:
            self.tidiness.end(process.name)
        if not depth:
            count_calls(self.counts, self.wire.calls)
            self._tell_faults(since)
            self.wire.calls.clear()
        if done is None:
            self.story.tell(process.name, "is killed", depth)
            self.counts["process killed"] += 1
            return None
        count_round(self.counts, done)
        self.story.tell(process.name, told(done), depth)
        return done

    def _tell_faults(self, since: int) -> None:
        for call in self.wire.calls[since:]:
            if call.fault is not None:
                name = f"{call.service}:{call.operation}"
                self.story.tell(call.process, f"{name} went wrong: {call.fault.value}", 1)

    def between(self, random: Random, process: str, name: tuple[str, str]) -> None:
        """Let something happen before a call of a process, or not."""
        self.wire.rate = self.rate * (AT_WRITES if name in WRITES else 1)
        chance = BETWEEN_WRITES if name in WRITES else BETWEEN
        if random.random() >= chance:
            return
        self.tidiness.disturbed.add(process)
        other = next((one for one in self.names if one not in self.running), None)
        what = random.random()
        if what < 0.45:
            self.history.look()
            self.happen(random, "  " * len(self.running))
        elif what < 0.65:
            seconds = random.choice(HANGS)
            self.company.aws.advance(seconds)
            self.counts["process paused"] += 1
            self.story.tell(process, f"hangs for {seconds} s before {name[1]}", len(self.running))
        elif what < 0.75:
            self.processes[process].kill()
            self.story.tell(process, f"is killed before {name[1]}", len(self.running))
        elif other is not None:
            self._other(other, name[1])

    def _other(self, name: str, before: str) -> None:
        """Let the other process run a whole loop in the middle of one."""
        if self.processes[name].dead:
            self.processes[name] = self.started(name)
        self.counts["loop within a loop"] += 1
        self.story.tell(name, f"runs before the other one's {before}", len(self.running))
        self.run(self.processes[name])


def untouched(process: str, service: str, operation: str) -> None:
    """Let nothing happen before a call."""
    del process, service, operation


def run(
    seed: int, length: int = LENGTH, keep: frozenset[int] | None = None, *, calm: bool = False
) -> Result:
    """Run a seed, for so many steps at least; or those moves alone that are to be kept."""
    simulation = Simulation(seed, calm=calm)
    numbers = count() if keep is None else iter(sorted(keep))
    steps = 0
    try:
        for number in numbers:
            simulation.move(number)
            steps = simulation.steps
            if keep is None and steps >= length:
                break
        simulation.end()
    except Violated:
        pass
    return Result(
        seed=seed,
        moves=simulation.moves,
        steps=steps,
        violations=tuple(simulation.violations),
        story=tuple(simulation.story.lines),
        counts=simulation.counts,
    )
