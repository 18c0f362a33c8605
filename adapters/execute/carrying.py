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
from kayron.core.error import KayronError

AT_ONCE = 16
"""Templates that are uploaded side by side."""

INTERRUPTED = ActionOutcome(effect=Effect.INTERRUPTED, reason="What had begun goes on.")

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

    What needs an action that was not done is skipped, and everything after the lease was lost or
    a person interrupted it.
    """
    carrying = _Carrying(executor, teller)
    for together, group in groupby(actions, key=lambda action: isinstance(action, PutTemplate)):
        carrying.run(tuple(group), AT_ONCE if together else 1)
    return Carried(outcomes=carrying.outcomes, lost=carrying.lost)


class _Carrying:
    """The actions of one plan under way."""

    def __init__(self, executor: Executor, teller: Teller) -> None:
        self.outcomes: dict[str, ActionOutcome] = {}
        self._executor = executor
        self._teller = teller
        self._halted = ""
        self.lost = False

    def run(self, actions: tuple[Action, ...], at_once: int) -> None:
        """Carry out actions that do not need each other, so many at once."""
        if at_once == 1:
            # In this thread: whoever interrupts the waiting for an update must reach it.
            for action in actions:
                self.outcomes[action.id] = self._one(action)
            return
        try:
            with ThreadPoolExecutor(max_workers=at_once) as pool:
                ended = pool.map(self._one, actions)
                self.outcomes |= zip((action.id for action in actions), ended, strict=True)
        except KeyboardInterrupt:
            self.outcomes |= {action.id: self._interrupted() for action in actions}

    def _one(self, action: Action) -> ActionOutcome:
        missing = [one for one in action.needs if not self._is_done(one)]
        if self._halted or missing:
            why = self._halted or f"It needs {', '.join(missing)}."
            return ActionOutcome(effect=Effect.SKIPPED, reason=why)
        self._teller.begun(action)
        outcome = self._outcome(action)
        self._teller.ended(action, outcome)
        return outcome

    def _outcome(self, action: Action) -> ActionOutcome:
        """Return what became of an action; no error keeps the others from being told of."""
        try:
            return self._executor.run(action)
        except LeaseLost as lost:
            self.lost, self._halted = True, str(lost)
            return ActionOutcome(effect=Effect.SKIPPED, reason=self._halted)
        except KayronError as error:
            return ActionOutcome(effect=Effect.FAILED, reason=str(error))
        except KeyboardInterrupt:
            return self._interrupted()

    def _interrupted(self) -> ActionOutcome:
        self._halted = "It was interrupted before."
        return INTERRUPTED

    def _is_done(self, id_: str) -> bool:
        return id_ in self.outcomes and self.outcomes[id_].effect in ENOUGH
