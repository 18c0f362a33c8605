"""The sandbox's time: real, or set by the test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Say what time it is: the real time, or where a start is given, what was set."""

    def __init__(self, start: datetime | None = None) -> None:
        self._set = start
        self._shown = None if start is None else _shown(start)

    @property
    def real(self) -> bool:
        """Whether time passes by itself."""
        return self._set is None

    def now(self) -> datetime:
        """Return the time in UTC, to the millisecond, which is how AWS gives it."""
        return self._shown or _shown(datetime.now(UTC))

    def advance(self, seconds: float) -> None:
        """Let time pass on a clock that is set."""
        if self._set is None:
            raise ValueError("a real clock cannot be advanced")
        self._set += timedelta(seconds=seconds)
        self._shown = _shown(self._set)


def _shown(time: datetime) -> datetime:
    return time.replace(microsecond=time.microsecond // 1000 * 1000)
