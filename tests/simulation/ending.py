"""How a seed is brought to its end: nothing goes wrong any more, and all comes to rest."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from attrs import define

from kayron.adapters.github.lately import SPAN
from kayron.adapters.reconcile import Round
from tests.simulation.coverage import CAPTURES
from tests.simulation.events.access import give_back
from tests.simulation.process import Process
from tests.simulation.relapse import Relapse
from tests.simulation.rest import Rest
from tests.simulation.stage import Stage

QUICK = 0.8
"""The share of seeds in which people mend at once what is wrong in the end."""

FURTHER = 0.05
"""The share of seeds in which, once all is at rest, something fails and is corrected."""

COMPARED = 0.1
"""The share of seeds in which what processes remember is compared with what there is."""

PURE = 40
"""One in so many loops at the end, whose plan is made again without a memo."""


@define
class Ending:
    """The end of a seed."""

    stage: Stage

    def come(self) -> None:
        """Let the company come to rest."""
        stage = self.stage
        stage.story.move += 1
        stage.wire.clear()
        for process in stage.processes.values():
            process.clock.jump(timedelta())
        stage.story.tell("faults", "end, and nothing happens any more")
        line = give_back(stage.company)
        if line is not None:
            stage.story.tell("world", line)
        if Random(f"{stage.seed} compared").random() < COMPARED:
            self.compare()
        rest = Rest(
            company=stage.company,
            effects=stage.effects,
            updates=stage.updates,
            loop=self.last_loop,
            tell=stage.story.tell,
            report=stage.report,
            counts=stage.counts,
            quick=Random(f"{stage.seed} people").random() < QUICK,
            processes=len(stage.names),
        )
        rest.come()
        stage.stop_if_violated()
        if Random(f"{stage.seed} further").random() < FURTHER:
            self.go_further()

    def compare(self) -> None:
        """Wait until nothing moves, and compare what each process sees with what a new one does."""
        stage = self.stage
        stage.company.aws.settle()
        # So long it counts that a repository was not there.
        stage.company.aws.advance(SPAN)
        for name in stage.names:
            if not stage.processes[name].dead:
                self.compare_one(name)
        stage.stop_if_violated()

    def compare_one(self, name: str) -> None:
        """Compare what a process sees with what a new one does."""
        stage = self.stage
        fresh = Process("fresh", stage.company, stage.wire, Random(f"{stage.seed} fresh"))
        stage.purity.judge_captures(stage.processes[name], fresh)
        stage.counts[CAPTURES] += 1

    def go_further(self) -> None:
        """Look at the company afresh, and let something fail in it."""
        stage = self.stage
        self.compare_one(stage.names[0])
        Relapse(
            company=stage.company,
            updates=stage.updates,
            loop=self.last_loop,
            random=Random(f"{stage.seed} relapse"),
            tell=stage.story.tell,
            report=stage.report,
            counts=stage.counts,
        ).come()

    def last_loop(self, number: int) -> Round | None:
        """Run a loop in which nothing goes wrong; the processes take turns."""
        stage = self.stage
        name = stage.names[number % len(stage.names)]
        if stage.processes[name].dead:
            stage.processes[name] = stage.started(name)
        random = Random(f"{stage.seed} end {number}")
        stage.wire.random = random
        stage.randoms[name].seed(random.getrandbits(64))
        done = stage.run(stage.processes[name])
        stage.history.look()
        if done is not None and random.randrange(PURE) == 0:
            stage.purity.judge_round(done)
        return done
