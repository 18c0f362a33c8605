"""Values that are worked out once and remembered from plan to plan.

A memory changes the time that a plan takes, never its result: a shelf holds nothing but what the
same key would give again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Values by key, those that were asked for apart from those that were only known."""

    def __init__(self, known: Mapping[K, V]) -> None:
        """Start with what an earlier shelf was asked for."""
        self._known = known
        self.asked: dict[K, V] = {}

    def get(self, key: K, work: Callable[[], V]) -> V:
        """Return the value of a key, which `work` gives where it is not known."""
        if key not in self.asked:
            self.asked[key] = self._known[key] if key in self._known else work()
        return self.asked[key]
