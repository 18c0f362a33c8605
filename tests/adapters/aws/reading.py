"""How a capture asks a system."""

from __future__ import annotations

from collections.abc import Collection
from random import Random

from kayron.adapters.job import Results, System
from kayron.adapters.patience import Patience, patience
from kayron.core.gather.every import AnyNeed
from tests.adapters.clocks import StillClock

MINUTE = 60.0


def still(seconds: float = MINUTE) -> Patience:
    """Return the patience of so many seconds on a clock that stands still."""
    return patience(seconds, StillClock(), Random(1))


def read(system: System, *needs: AnyNeed, within: Patience | None = None) -> Results:
    """Return the answers to needs, from memory and from jobs, one after the other."""
    answers = dict(system.remembered(needs))
    left = [need for need in needs if need not in answers]
    for job in system.jobs(left, within or still()):
        answers |= job.run()
    return answers


def answer(system: System, need: AnyNeed, within: Patience | None = None) -> object:
    """Return the answer to one need."""
    return read(system, need, within=within)[need]


def numbers(system: System, needs: Collection[AnyNeed]) -> list[int]:
    """Return how many needs each job answers."""
    return [len(job.needs) for job in system.jobs(needs, still())]
