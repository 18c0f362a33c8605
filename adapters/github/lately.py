"""What was found out lately, and is not asked again at once, for each time costs quota."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock

SPAN = 600.0
"""Seconds for which it counts. A loop that asks every ten would use up what GitHub gives."""


class Lately:
    """A set of what was so within the last minutes; safe to use from any thread.

    Moments are monotonic seconds.
    """

    def __init__(self) -> None:
        self._until: dict[Hashable, float] = {}
        self._lock = Lock()

    def note(self, what: Hashable, moment: float) -> None:
        """Take in that something is so at a moment, and forget what was so long ago."""
        with self._lock:
            kept = {one: until for one, until in self._until.items() if until > moment}
            self._until = {**kept, what: moment + SPAN}

    def has(self, what: Hashable, moment: float) -> bool:
        """Tell whether something was so not long before a moment."""
        return self._until.get(what, moment) > moment
