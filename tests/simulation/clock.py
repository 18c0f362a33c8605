"""The clock of one process: the world's time, but for how wrong its own is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.simulation.wire import WorldTime

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class ProcessClock:
    """Tells the world's time with a skew, which may jump; its seconds never do.

    `skews` are all that it had since the loop began that is going on, the last one being that of
    now.
    """

    def __init__(self, time: WorldTime) -> None:
        self.skews = [timedelta()]
        self._time = time

    def jump(self, skew: timedelta) -> None:
        """Be wrong by so much from now on."""
        self.skews.append(skew)

    def begin(self) -> None:
        """Forget the skews from before the loop that begins."""
        del self.skews[:-1]

    def now(self) -> datetime:
        """Return the time of day that the process believes in."""
        return self._time.now() + self.skews[-1]

    def monotonic(self) -> float:
        """Return seconds, whatever the time of day is taken for."""
        return (self._time.now() - EPOCH).total_seconds()

    def sleep(self, seconds: float) -> None:
        """Let time pass for the whole world."""
        self._time.advance(seconds)
