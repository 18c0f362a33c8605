"""Invariant 6 where nothing hinders: a new version fails, stays away, and its correction comes.

All is as it is wanted, and one thing changes. The next loop begins the update, which fails, or
somebody cancels it. However well all goes from then on, nothing is begun any more until that thing
is another one. Then the very next loop begins that, and it is put in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

from attrs import define

from tests.sandbox.aws.rollout import Course
from tests.simulation.alteration import fits
from tests.simulation.company import Company
from tests.simulation.deployed import is_ready, previews
from tests.simulation.events.images import awaited
from tests.simulation.events.stacks import call
from tests.simulation.invariant.wanted import runs
from tests.simulation.mending_github import change_version
from tests.simulation.oracle import wanted
from tests.simulation.rest import APART, Loop
from tests.simulation.update import Updates
from tests.simulation.violation import Violation

NUMBER = 6

LOOPS = 3
"""Loops after the failure: one takes note of it, and tells; the next ones have nothing to do."""

BAD, GOOD = "a name that is taken", "more memory for api"
"""What no infrastructure gets past CloudFormation, and what a correction changes beside it."""

CANCELLED = 0.4
"""How often somebody cancels an update that would take long, where it does not fail."""

INFRASTRUCTURE = "infrastructure"

KINDS = ("a service", "a preview", "the infrastructure")


@define(kw_only=True)
class Relapse:
    """Lets one thing fail in a company at rest. `loop` runs the loop of a number."""

    company: Company
    updates: Updates
    loop: Loop
    random: Random
    tell: Callable[[str, str], None]
    report: Callable[[Violation], None]
    counts: Counter[str]

    def come(self) -> None:
        """Let something fail and be corrected, and report what is not done as it should."""
        subject = self._subject()
        if subject is None:
            return
        cancelled = subject != INFRASTRUCTURE and self.random.random() < CANCELLED
        before = self._desired()
        bad = self._changed(subject, Course.HOLD if cancelled else Course.FAIL)
        others = {one for one, version in self._desired().items() if version != before.get(one)}
        if self._begun(1) != 1:
            self._say(f"{subject} at {bad} is not begun in the next loop")
            return
        if cancelled:
            call(self.company, "CancelUpdateStack", {})
            self.tell("world", "somebody cancels the update")
        self.company.aws.settle()
        if self._is_in_place(subject, bad):
            self._say(f"{subject} at {bad} is in place, which the sandbox should not allow")
        self.company.aws.region.ecs.rollouts.conducts.clear()
        # What another service of the repository has to do with it is not to blame, and goes on.
        if self._begun(LOOPS) > bool(others - {subject}):
            self._say(f"{subject} at {bad} failed, and something is begun again")
        good = self._changed(subject, Course.COMPLETE)
        if self._begun(1) != 1:
            self._say(f"{subject} at {good} is not begun in the loop after its correction")
        self.company.aws.settle()
        if not self._is_in_place(subject, good):
            self._say(f"{subject} at {good} is not in place after its correction")
        self.counts[f"corrected {_kind(subject)}"] += 1

    def _subject(self) -> str | None:
        """Draw what is to fail: each kind as often as the others."""
        now = wanted(self.company)
        services = [one for one, version in now.versions.items() if version is not None]
        kinds = (
            [one for one in services if one != INFRASTRUCTURE],
            [one.subject for one in now.wishes if not one.over],
            [INFRASTRUCTURE] if fits(BAD, self.company.altered) else [],
        )
        some = [kind for kind in kinds if kind]
        return self.random.choice(self.random.choice(some)) if some else None

    def _changed(self, subject: str, course: Course) -> str:
        """Let another version be the desired one, of which deployments go so; return it."""
        if subject == INFRASTRUCTURE:
            changed = frozenset({BAD, GOOD} if course is Course.COMPLETE else {BAD})
            version = self.company.alter(self.company.altered ^ changed)
            self.tell("world", f"cleo commits to the infrastructure: {', '.join(sorted(changed))}")
            return version
        for line in change_version(self.company, subject):
            self.tell("world", line)
        for image in awaited(self.company):
            self.company.build(*image)
        version = self._desired()[subject]
        docker = subject.partition("/")[0]
        self.company.aws.rollouts(course, images=f"*/{docker}:{version}")
        self.tell("world", f"deployments of {docker}:{version} {course.value}")
        return version

    def _desired(self) -> dict[str, str]:
        """Return the desired version of each subject that has one."""
        now = wanted(self.company)
        found = {one: version for one, version in now.versions.items() if version is not None}
        return found | {wish.subject: wish.sha for wish in now.wishes}

    def _is_in_place(self, subject: str, version: str) -> bool:
        if "/" not in subject:
            return runs(self.company, subject) == version
        there = {f"{one.docker}/{one.hash}": one for one in previews(self.company)}
        return subject in there and is_ready(self.company, there[subject], version)

    def _begun(self, loops: int) -> int:
        """Run some loops; return how many updates they begin."""
        before = len(self.updates.begun)
        for number in range(loops):
            self.company.aws.advance(APART)
            self.loop(number)
        return len(self.updates.begun) - before

    def _say(self, sentence: str) -> None:
        self.report(Violation(number=NUMBER, sentence=sentence))


def _kind(subject: str) -> str:
    service, preview, infrastructure = KINDS
    if subject == INFRASTRUCTURE:
        return infrastructure
    return preview if "/" in subject else service
