"""Carries out the actions of a plan in their order, until something stops what needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Protocol

from attrs import frozen

from kayron.adapters.lease import LeaseLost
from kayron.core.action import Action, PutTemplate
from kayron.core.apply.record import ActionOutcome, Effect

AT_ONCE = 16
"""Templates that are uploaded side by side."""

ENOUGH = frozenset({Effect.DONE, Effect.UNCHANGED})
"""The effects after which what needs an action goes on."""


class Executor(Protocol):
    """Carries out one action: for real, or only in words."""

    def run(self, action: Action) -> ActionOutcome:
        """Carry out an action, or say why not; raise `LeaseLost` where nobody may any more."""


class Teller(Protocol):
    """Is told how actions go on."""

    def begun(self, action: Action) -> None:
        """Hear that an action begins."""

    def ended(self, action: Action, outcome: ActionOutcome) -> None:
        """Hear what became of an action."""


@frozen(kw_only=True)
class Carried:
    """What became of each action by its id, and whether the lease was lost on the way."""

    outcomes: Mapping[str, ActionOutcome]
    lost: bool


def carry_out(actions: Iterable[Action], executor: Executor, teller: Teller) -> Carried:
    """Carry out actions, templates side by side.

    What needs an action that was not done is skipped, and everything after the lease was lost.
    """
    carrying = _Carrying(executor, teller)
    for together, group in groupby(actions, key=lambda action: isinstance(action, PutTemplate)):
        carrying.run(tuple(group), AT_ONCE if together else 1)
    return Carried(outcomes=carrying.outcomes, lost=bool(carrying.lost))


class _Carrying:
    """The actions of one plan under way."""

    def __init__(self, executor: Executor, teller: Teller) -> None:
        self.outcomes: dict[str, ActionOutcome] = {}
        self._executor = executor
        self._teller = teller
        self.lost = ""

    def run(self, actions: tuple[Action, ...], at_once: int) -> None:
        """Carry out actions that do not need each other, so many at once."""
        if at_once == 1:
            # In this thread: whoever interrupts the waiting for an update must reach it.
            for action in actions:
                self.outcomes[action.id] = self._one(action)
            return
        with ThreadPoolExecutor(max_workers=at_once) as pool:
            self.outcomes |= zip((a.id for a in actions), pool.map(self._one, actions), strict=True)

    def _one(self, action: Action) -> ActionOutcome:
        missing = [one for one in action.needs if not self._is_done(one)]
        if self.lost or missing:
            why = self.lost or f"It needs {', '.join(missing)}."
            return ActionOutcome(effect=Effect.SKIPPED, reason=why)
        self._teller.begun(action)
        try:
            outcome = self._executor.run(action)
        except LeaseLost as lost:
            self.lost = str(lost)
            outcome = ActionOutcome(effect=Effect.SKIPPED, reason=self.lost)
        self._teller.ended(action, outcome)
        return outcome

    def _is_done(self, id_: str) -> bool:
        return id_ in self.outcomes and self.outcomes[id_].effect in ENOUGH
