"""Invariant 8: how a seed ends. Faults and events stop, then people mend what is wrong.

Within `LOOPS` loops of the processes in turn nothing changes any more; and once all is mended,
all is as it is wanted, and nothing at all is done: no write, no action, no use of GitHub's quota.
People who are quick mend what is wrong before Kayron looks again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from attrs import define, field

from kayron.adapters.reconcile import Round
from kayron.core.verdict import INFRASTRUCTURE, STACK, Outcome
from tests.simulation.company import Company
from tests.simulation.deployed import previews
from tests.simulation.events.bucket import entries, lease
from tests.simulation.invariant.wanted import is_as_wanted, missing, runs
from tests.simulation.mending import mend
from tests.simulation.oracle import wanted
from tests.simulation.story import told
from tests.simulation.update import Updates
from tests.simulation.violation import Violation
from tests.simulation.witness import Deed, Observer

NUMBER = 8

LOOPS = 40
"""The most loops until nothing is left to do; most seeds need some ten."""

APART, BUSY = 60.0, 300.0
"""Seconds between two of them; where CloudFormation is at work, which takes some minutes, more."""

WORKING = 4
"""How many loops in a row change nothing while CloudFormation is at work, if that ever ends."""

FAILED = "failed-before"
"""The policy that holds the whole stack where the very update failed, and that alone."""

SETTLED = "infrastructure"
"""The policy that says so where another version of the templates would change nothing."""

Loop = Callable[[int], Round | None]


@define
class Effects(Observer):
    """Counts the writes, and those of them that changed more than the lease."""

    company: Company
    writes: int = 0
    changes: int = 0

    def after(self, deed: Deed) -> None:
        """Count a write."""
        self.writes += 1
        self.changes += not deed.refused and deed.key != lease(self.company)


@define(kw_only=True)
class Rest:
    """Brings a seed to rest. `loop` runs the loop of a number.

    `quick` leaves Kayron no time alone. `processes` is how many there are, which take turns;
    `deeds` is what the last loop did, `idle` how many in a row did nothing at all.
    """

    company: Company
    effects: Effects
    updates: Updates
    loop: Loop
    tell: Callable[[str, str], None]
    report: Callable[[Violation], None]
    counts: Counter[str] = field(factory=Counter)
    quick: bool
    processes: int
    loops: int = 0
    deeds: list[str] = field(factory=list)
    idle: int = 0

    def come(self) -> None:
        """Let everything end, and report what does not as it should."""
        if not self.quick:
            done = self._still("left alone")
            if done is None:
                return
            for sentence in unexplained(self.company, done):
                self._say(sentence)
        for line in mend(self.company):
            self.tell("world", line)
        self.idle = 0
        if self._still("mended") is None:
            return
        for sentence in missing(self.company, self.updates.cleared):
            self._say(f"at rest, {sentence}")
        self._nothing()

    def _still(self, when: str) -> Round | None:
        """Return the last of some loops that change nothing; report where none are."""
        quiet, done = 0, None
        for number in range(LOOPS):
            before, status = self.effects.changes, self._status()
            done = self._next()
            if done is None:
                return None
            same = (before, status) == (self.effects.changes, self._status())
            quiet = quiet + 1 if same else 0
            if quiet >= self._needed(done):
                self.counts[f"loops until still, {when}: {number + 1 - quiet:2d}"] += 1
                return done
        self._say(f"{when}, after {LOOPS} loops, it still {told(done) if done else 'dies'}")
        return None

    def _next(self) -> Round | None:
        """Run the next loop, which is that of the next process."""
        writes, used = self.effects.writes, self._used()
        self.company.aws.advance(BUSY if self._is_busy() else APART)
        done = self.loop(self.loops)
        self.loops += 1
        self.deeds = list(self._done(done, writes, used))
        self.idle = 0 if self.deeds else self.idle + 1
        return done

    def _done(self, done: Round | None, writes: int, used: int) -> Iterator[str]:
        """Yield all that a loop did besides looking, before which there was so much of it."""
        if done is None or done.plan is None or done.error or done.plan.actions:
            yield told(done) if done else "dies"
        if self.effects.writes != writes:
            yield "writes"
        if self._used() not in {0, used}:
            yield f"uses {self._used() - used} of GitHub's quota"

    def _needed(self, done: Round) -> int:
        """Return how many loops in a row must change nothing for all to be still."""
        if self._is_busy():
            return WORKING
        # Somebody may have a lease that ends by the next loop.
        return self.processes + (done.error is not None)

    def _is_busy(self) -> bool:
        return self._status().endswith("_IN_PROGRESS")

    def _status(self) -> str:
        return self.company.root.status if self.company.root is not None else ""

    def _nothing(self) -> None:
        """Report what is done where there is nothing to do, by each process that was not idle."""
        for _ in range(self.processes - self.idle):
            self._next()
            for deed in self.deeds:
                self._say(f"at rest, it {deed}")

    def _used(self) -> int:
        hub = self.company.github.hub
        caller = hub.tokens.find(self.company.token).caller
        return hub.meter.rate(caller, self.company.now())["used"]

    def _say(self, sentence: str) -> None:
        self.report(Violation(number=NUMBER, sentence=sentence))


def unexplained(company: Company, done: Round) -> Iterator[str]:
    """Yield what is not as it is wanted, and no verdict says why."""
    if done.plan is None:
        return
    # What would change nothing is allowed, says so, and stays undone.
    stops = [
        one
        for one in done.plan.verdicts
        if one.outcome is not Outcome.ALLOW or one.policy == SETTLED
    ]
    why = {one.subject for one in stops}
    vain = _in_vain(company, held=STACK in why)
    if vain is None or any(one.subject == STACK and one.policy != FAILED for one in stops):
        return
    now, there = wanted(company), {(one.docker, one.hash) for one in previews(company)}
    bare = _is_bare(company) and (INFRASTRUCTURE, now.versions.get(INFRASTRUCTURE)) in vain
    for subject, version in now.versions.items():
        if version is None or is_as_wanted(company, subject, version):
            continue
        if not why & {INFRASTRUCTURE, subject} and (subject, version) not in vain:
            found = runs(company, subject)
            yield f"{subject} has {found} in place of {version}, and nothing says why"
    for wish in now.wishes:
        if (wish.docker, wish.hash) in there or wish.over or wish.subject in why:
            continue
        if bare or _is_deleted(company, wish.docker):
            continue
        if (wish.subject, wish.sha) not in vain:
            yield f"{wish.subject} of #{wish.pull} is missing, and nothing says why"


def _is_bare(company: Company) -> bool:
    """Tell whether the deployed version of the infrastructure is nowhere.

    Then there are no templates for previews to go into, until another version is in place.
    """
    return runs(company, INFRASTRUCTURE) not in company.commits


def _is_deleted(company: Company, docker: str) -> bool:
    """Tell whether the repository of a service is not there: then nobody knows what it asks for."""
    definition = company.declared.of(docker)
    return definition is not None and company.repositories[definition.github].deleted


def _in_vain(company: Company, *, held: bool) -> set[tuple[str, str]] | None:
    """Return the subjects, each with a version that an update did not give it, by the record; None
    where that cannot be read.

    Where the stack is `held`, the last update may have had nothing to change.
    """
    known = entries(company)
    if known is None:
        return None
    failed = [one for one in known if one["result"] != "succeeded"]
    tried = [*failed, *(known[-1:] if held else ())]
    return {pair for one in tried for pair in one["versions"].items()}
