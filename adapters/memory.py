"""Answers that cannot change any more, so many of them, the least recently used forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

from kayron.adapters.job import Results
from kayron.core.gather.every import AnyNeed


class Memory:
    """Answers by need; safe to use from any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[AnyNeed, object] = OrderedDict()
        self._lock = Lock()

    def recalled(self, needs: Collection[AnyNeed]) -> Results:
        """Return the answers that are remembered."""
        with self._lock:
            found = [need for need in needs if need in self._answers]
            for need in found:
                self._answers.move_to_end(need)
            return {need: self._answers[need] for need in found}

    def keep(self, need: AnyNeed, answer: object) -> None:
        """Remember the answer to a need."""
        with self._lock:
            self._answers[need] = answer
            self._answers.move_to_end(need)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
