"""The sandbox's time: real, or set by the test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Say what time it is: the real time, or where a start is given, what was set."""

    def __init__(self, start: datetime | None = None) -> None:
        self._set = start

    @property
    def real(self) -> bool:
        """Whether time passes by itself."""
        return self._set is None

    def now(self) -> datetime:
        """Return the time in UTC, to the millisecond, which is how AWS gives it."""
        now = self._set or datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def advance(self, seconds: float) -> None:
        """Let time pass on a clock that is set."""
        if self._set is None:
            raise ValueError("a real clock cannot be advanced")
        self._set += timedelta(seconds=seconds)
