"""Freeze windows: recurring times in which nothing is deployed."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `datetime.weekday()`."""

DAY = 24 * 60
"""Minutes."""


@frozen(kw_only=True)
class Freeze:
    """A weekly window: on each of `days`, from `start` up to and without `end`.

    Times are minutes after midnight in the IANA time zone `zone`. Where `end` is before `start`,
    the window goes over midnight: it begins on the days named and ends on the following ones.
    """

    days: tuple[str, ...] = DAYS
    start: int = 0
    end: int = DAY
    zone: str = "UTC"
    reason: str

    def holds_at(self, moment: datetime, offset: int) -> bool:
        """Tell whether the window is open at a moment, in a zone `offset` minutes east of UTC."""
        local = moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta())
        local += timedelta(minutes=offset)
        minute = local.hour * 60 + local.minute
        today = DAYS[local.weekday()]
        yesterday = DAYS[local.weekday() - 1]
        if self.start < self.end:
            return today in self.days and self.start <= minute < self.end
        late = today in self.days and minute >= self.start
        return late or (yesterday in self.days and minute < self.end)
