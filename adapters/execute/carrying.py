"""Carries out the actions of a plan in their order, until something stops what needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from kayron.adapters.lease import LeaseLost
from kayron.core.action import Action, PutTemplate, UpdateStack
from kayron.core.apply.record import ActionOutcome, Effect
from kayron.core.error import KayronError

T = TypeVar("T")
R = TypeVar("R")

INTERRUPTED = ActionOutcome(effect=Effect.INTERRUPTED, reason="What had begun goes on.")

ENOUGH = frozenset({Effect.DONE, Effect.UNCHANGED})
"""The effects after which what needs an action goes on."""


class Executor(Protocol):
    """Carries out one action: for real, or only in words."""

    def run(self, action: Action) -> ActionOutcome:
        """Carry out an action, or say why not; raise `LeaseLost` where nobody may any more."""

    def finish(self, action: UpdateStack) -> ActionOutcome:
        """Wait for an update that was begun; raise as `run` does."""


class Workers(Protocol):
    """Do things side by side."""

    def map(self, function: Callable[[T], R], items: Sequence[T]) -> Sequence[R]:
        """Return what a function makes of each item, in their order; raise its first error."""


class Teller(Protocol):
    """Is told how actions go on."""

    def begun(self, action: Action) -> None:
        """Hear that an action begins."""

    def ended(self, action: Action, outcome: ActionOutcome) -> None:
        """Hear what became of an action."""


class Carrying:
    """The actions of one plan under way; `waits` tells whether updates are waited for.

    What needs an action that was not done is skipped, and everything after the lease was lost or
    a person interrupted it. `outcomes` has what became of each action by its id, `lost` whether
    the lease was lost on the way.
    """

    def __init__(
        self, executor: Executor, teller: Teller, workers: Workers, *, waits: bool
    ) -> None:
        self.outcomes: dict[str, ActionOutcome] = {}
        self.lost = False
        self._executor = executor
        self._teller = teller
        self._workers = workers
        self._waits = waits
        self._halted = ""

    def run(self, actions: Iterable[Action]) -> None:
        """Carry out actions, templates side by side; an update is begun."""
        for together, group in groupby(actions, key=lambda action: isinstance(action, PutTemplate)):
            if together:
                self._together(tuple(group))
            else:
                self._in_turn(group)

    def finish(self, action: UpdateStack) -> None:
        """Wait for an update that was begun, unless something stops it."""
        if not self._halted:
            self._end(action, self._outcome(lambda: self._executor.finish(action)))

    def skip(self, actions: Iterable[Action], why: str) -> None:
        """Carry out none of these actions."""
        outcome = ActionOutcome(effect=Effect.SKIPPED, reason=why)
        self.outcomes |= {action.id: outcome for action in actions}

    def _together(self, actions: tuple[Action, ...]) -> None:
        try:
            ended = self._workers.map(self._one, actions)
            self.outcomes |= zip((action.id for action in actions), ended, strict=True)
        except KeyboardInterrupt:
            self.outcomes |= {action.id: self._interrupted() for action in actions}

    def _in_turn(self, actions: Iterable[Action]) -> None:
        for action in actions:
            self.outcomes[action.id] = self._one(action)

    def _one(self, action: Action) -> ActionOutcome:
        missing = [one for one in action.needs if not self._is_done(one)]
        if self._halted or missing:
            why = self._halted or f"It needs {', '.join(missing)}."
            return ActionOutcome(effect=Effect.SKIPPED, reason=why)
        self._teller.begun(action)
        outcome = self._outcome(lambda: self._executor.run(action))
        if not (self._waits and outcome.effect is Effect.LEFT):
            self._teller.ended(action, outcome)
        return outcome

    def _end(self, action: Action, outcome: ActionOutcome) -> None:
        self.outcomes[action.id] = outcome
        self._teller.ended(action, outcome)

    def _outcome(self, acting: Callable[[], ActionOutcome]) -> ActionOutcome:
        """Return what became of an action; no error keeps the others from being told of."""
        try:
            return acting()
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
