"""What a seed is played on: a company, processes of Kayron, and whoever watches what they do."""

from __future__ import annotations

import traceback
from collections import Counter
from random import Random

from kayron.adapters.reconcile import Round
from tests.simulation.aim import drawn
from tests.simulation.company import Company
from tests.simulation.coverage import count_calls, count_round
from tests.simulation.event import Event
from tests.simulation.events.every import DECK
from tests.simulation.history import History, Plain
from tests.simulation.invariant.comments import Comments
from tests.simulation.invariant.failures import Failures
from tests.simulation.invariant.purity import Purity
from tests.simulation.invariant.reading import Reading
from tests.simulation.invariant.tidiness import Tidiness
from tests.simulation.invariant.updates import Rested
from tests.simulation.invariant.writing import Writing
from tests.simulation.learnt import Learnt
from tests.simulation.past import LAG
from tests.simulation.process import Process
from tests.simulation.rest import Effects
from tests.simulation.story import Story, told
from tests.simulation.update import Updates
from tests.simulation.violation import DEFECT, Violation
from tests.simulation.wire import Wire
from tests.simulation.witness import Deed, Witness

NAMES = ("one", "two")
"""The two processes."""

BOTH = 0.4
"""The share of seeds that have both. One alone has all the more to itself, and seeds are faster."""

SHARE = 0.35
"""Of the kinds of events, but for those that each seed has, so many happen in one."""

LEARNT = Learnt()
"""What is known of texts, from seed to seed."""


class Violated(Exception):
    """An invariant does not hold; what comes after it means nothing."""


class Stage:
    """A company, processes, and witnesses."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.aim = drawn(Random(f"{seed} aim"))
        self.company = Company(Random(f"{seed} company"), direct=self.aim.direct)
        self.wire = Wire(self.company.aws, Random(0))
        self.story = Story(self.company.now)
        self.counts: Counter[str] = Counter()
        self.violations: list[Violation] = []
        self.names = NAMES[: 1 + (Random(f"{seed} processes").random() < BOTH)]
        self.randoms = {name: Random(0) for name in self.names}
        self.running: list[str] = []
        self.history = History(self.company)
        self.writing = Writing(company=self.company, plain=self.is_plain_asked, report=self.report)
        rested = Rested(
            company=self.company,
            history=self.history,
            skews=lambda name: self.processes[name].clock.skews,
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
        observers = [
            self.effects,
            self.writing,
            self.updates,
            self.comments,
            self.purity,
            failures,
            self.tidiness,
        ]
        self.wire.watch = Witness(self.company.now, observers)
        self.deck = DECK.part(Random(f"{seed} deck"), SHARE)
        self.processes = {name: self.started(name) for name in self.names}
        self.story.tell("the company", str(self.company.variant))

    def report(self, violation: Violation) -> None:
        """Keep a violation, and tell of it."""
        self.violations.append(violation)
        self.story.tell("VIOLATED", str(violation))

    def is_plain_asked(self, deed: Deed) -> bool:
        """Tell whether plain keys were asked for since the lease of a process was taken."""
        self.history.look()
        return self.history.was(Plain(), self.updates.since(deed.process) - LAG, deed.time)

    def started(self, name: str) -> Process:
        """Return a process that has just been started, without memory."""
        self.writing.forget(name)
        return Process(name, self.company, self.wire, self.randoms[name])

    def stop_if_violated(self) -> None:
        """End the seed where an invariant does not hold."""
        if self.violations:
            raise Violated

    def happen(self, random: Random, depth: str, first: Event | None = None) -> None:
        """Let something happen: the first, where it applies."""
        happened = self.deck.happen(self.company, random, first)
        self.history.look()
        self.counts[f"event {happened.event}"] += 1
        self.story.tell(f"{depth}  world" if depth else "world", happened.story)

    def run(self, process: Process, *, waits: bool = False) -> Round | None:
        """Run a loop of a process, or an apply that waits for the end, and tell of it."""
        self.running.append(process.name)
        depth = len(self.running) - 1
        since = len(self.wire.calls)
        LEARNT.teach(process)
        process.clock.begin()
        self.tidiness.begin(process.name)
        try:
            done = process.apply() if waits else process.loop()
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
