"""Invariant 9: a plan depends on its snapshot alone, snapshots on the world alone; secrets stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import define, evolve

from kayron.adapters.reconcile import Round
from kayron.core.document import canonical
from kayron.core.error import KayronError
from kayron.core.fact import Fact
from kayron.core.planner import plan
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table
from tests.simulation.company import PASSWORD, Company
from tests.simulation.process import Process
from tests.simulation.violation import Violation
from tests.simulation.witness import Deed, Observer

NUMBER = 9

Images = Table[Table[Fact[str]]]
"""The digests of images by repository and tag."""


@define(kw_only=True)
class Purity(Observer):
    """Judges rounds, and what is written."""

    company: Company
    report: Callable[[Violation], None]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand nowhere."""
        return PASSWORD, self.company.token

    def after(self, deed: Deed) -> None:
        """Report a secret in what is written, but where CloudFormation must be told it."""
        said = deed.asked.content if deed.service == "github" else deed.asked.get("Body", b"")
        text = said.decode(errors="replace") + str(deed.key)
        if deed.service == "cloudformation":
            text = str({**deed.asked, "Parameters": ()})
        self._judge(deed.operation, text)

    def _judge(self, where: str, text: str) -> None:
        for secret in self.secrets:
            if secret in text:
                self._say(f"a secret stands in {where}")

    def _say(self, sentence: str) -> None:
        self.report(Violation(number=NUMBER, sentence=sentence))

    def judge_round(self, done: Round) -> None:
        """Report where the plan of a round is another one without a memo, or tells a secret."""
        for where, snapshot, made in _planned(done):
            again, _ = plan(snapshot)
            if canonical(again) != canonical(made):
                self._say(f"the plan of {where} is another one without a memo")
            self._judge(f"the snapshot of {where}", canonical(snapshot))
            self._judge(f"the plan of {where}", canonical(made))

    def judge_captures(self, process: Process, fresh: Process) -> None:
        """Report where two processes see the same world in different ways."""
        try:
            known, new = process.live.capture(), fresh.live.capture()
        except KayronError:
            return
        # An image that is known to be there is not asked for again: SPEC 12.
        images = [_unasked(one.images, known.images) for one in (known, new)]
        first = canonical(evolve(known, captured=new.captured, images=images[0]))
        second = canonical(evolve(new, images=images[1]))
        if first != second:
            lines = set(first.splitlines()) ^ set(second.splitlines())
            self._say(f"two captures differ: {sorted(lines)[:6]}")


def _unasked(images: Images, known: Images) -> Images:
    """Return images without what became of those that are known to be there."""
    there = {
        (docker, tag)
        for docker, tags in known.items()
        for tag, one in tags.items()
        if isinstance(one, str)
    }
    return Table(
        (docker, Table((tag, "" if (docker, tag) in there else one) for tag, one in tags.items()))
        for docker, tags in images.items()
    )


def _planned(done: Round) -> Iterator[tuple[str, Snapshot, Any]]:
    if done.snapshot is not None and done.plan is not None:
        yield "a look", done.snapshot, done.plan
