"""Answers that cannot change any more, so many of them, the least recently used forgotten first."""

from __future__ import annotations

from collections.abc import Collection

from kayron.adapters.job import Results
from kayron.adapters.recent import Recent
from kayron.core.gather.every import AnyNeed


class Memory:
    """Answers by need, none of which is None; safe to use from any thread."""

    def __init__(self, most: int) -> None:
        self._answers: Recent[AnyNeed, object] = Recent(most)

    def recalled(self, needs: Collection[AnyNeed]) -> Results:
        """Return the answers that are remembered."""
        found = ((need, self._answers.get(need)) for need in needs)
        return {need: answer for need, answer in found if answer is not None}

    def keep(self, need: AnyNeed, answer: object, weight: int = 1) -> None:
        """Remember the answer to a need; weights together are at most what it was made with."""
        self._answers.put(need, answer, weight)
