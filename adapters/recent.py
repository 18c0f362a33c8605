"""What was used last, so much of it: the least recently used is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key, each with a weight, together no heavier than `most`; for any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._values: OrderedDict[K, tuple[int, V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Return what is remembered of a key, None where nothing is."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][1]

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Remember a value; one that is heavier than all may be is forgotten at once."""
        with self._lock:
            if key in self._values:
                self._weight -= self._values.pop(key)[0]
            self._values[key] = (weight, value)
            self._weight += weight
            while self._weight > self._most:
                _, (lost, _) = self._values.popitem(last=False)
                self._weight -= lost
