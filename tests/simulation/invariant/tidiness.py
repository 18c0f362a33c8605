"""Invariant 8: a loop that nothing disturbs leaves no lease and no change set behind."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from tests.simulation.company import Company
from tests.simulation.events.bucket import lease
from tests.simulation.violation import Violation
from tests.simulation.wire import Wire
from tests.simulation.witness import Deed, Observer

NUMBER = 8

MADE = "CreateChangeSet"


@define(kw_only=True)
class Tidiness(Observer):
    """Judges what a loop leaves of what it made itself.

    `disturbed` are the processes in whose loop something else happened, or AWS refused a write.
    """

    company: Company
    wire: Wire
    report: Callable[[Violation], None]
    disturbed: set[str] = field(factory=set)
    _leases: dict[str, bytes] = field(factory=dict)
    _change_sets: dict[str, set[str]] = field(factory=dict)

    def begin(self, process: str) -> None:
        """Begin anew with a loop of a process."""
        self.disturbed.discard(process)
        self._leases.pop(process, None)
        self._change_sets[process] = set()

    def after(self, deed: Deed) -> None:
        """Keep what a process makes."""
        if deed.refused:
            self.disturbed.add(deed.process)
            return
        if deed.key == lease(self.company) and deed.operation == "PutObject":
            self._leases[deed.process] = deed.asked["Body"]
        if deed.operation == MADE and isinstance(deed.answer, dict):
            self._change_sets.setdefault(deed.process, set()).add(str(deed.answer["Id"]))

    def end(self, process: str) -> None:
        """Report what a loop has left, unless something went wrong in it."""
        failed = {call.process for call in self.wire.calls if call.fault is not None}
        if process in failed | self.disturbed:
            return
        there = self.company.objects.get(lease(self.company))
        if there is not None and there.body == self._leases.get(process):
            self._say(f"{process} leaves its lease")
        made = self._change_sets.get(process, set())
        for one in self.company.aws.region.cloudformation.change_sets.all():
            if one.id in made and one.executed is None:
                self._say(f"{process} leaves the change set {one.name}")

    def _say(self, sentence: str) -> None:
        self.report(Violation(number=NUMBER, sentence=sentence))
