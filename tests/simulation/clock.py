"""The clock of one process: the world's time, but for how wrong its own is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.simulation.wire import WorldTime

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class ProcessClock:
    """Tells the world's time with a skew, which may jump; its seconds never do."""

    def __init__(self, time: WorldTime) -> None:
        self.skew = timedelta()
        self._time = time

    def now(self) -> datetime:
        """Return the time of day that the process believes in."""
        return self._time.now() + self.skew

    def monotonic(self) -> float:
        """Return seconds, whatever the time of day is taken for."""
        return (self._time.now() - EPOCH).total_seconds()

    def sleep(self, seconds: float) -> None:
        """Let time pass for the whole world."""
        self._time.advance(seconds)
