"""Freeze windows: recurring times in which nothing is deployed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from attrs import frozen

from kayron.core.yaml_field import Fields

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `datetime.weekday()`."""

KEYS = ("days", "from", "to", "zone", "reason")

# https://data.iana.org/time-zones/theory.html#naming
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*(?:/[A-Za-z0-9+_-]+)*", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)

CLOCK_RULE = "must be a time of day such as 09:30, from 00:00 to 24:00"
ZONE_RULE = "must be the name of a time zone such as Europe/Berlin, or UTC"

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
        # No local time: the calendar may end before it.
        east = offset - (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
        of_week = moment.weekday() * DAY + moment.hour * 60 + moment.minute + east
        day, minute = divmod(of_week % (len(DAYS) * DAY), DAY)
        today, yesterday = DAYS[day], DAYS[day - 1]
        if self.start < self.end:
            return today in self.days and self.start <= minute < self.end
        late = today in self.days and minute >= self.start
        return late or (yesterday in self.days and minute < self.end)

    def __str__(self) -> str:
        """Say when the window is open, for people: `fri sat 09:00-24:00 Europe/Berlin`."""
        days = "every day" if self.days == DAYS else " ".join(self.days)
        return f"{days} {_time(self.start)}-{_time(self.end)} {self.zone}"


def read_freeze(fields: Fields) -> Freeze:
    """Return a window: all days and all day where nothing else is said, in UTC."""
    if "reason" not in fields:
        fields.refuse("reason", "is missing; say why nothing may be deployed then.")
    days = fields.choices("days", DAYS)
    if days == ():
        fields.refuse("days", "names no day; remove the key for all days.")
    start = _clock(fields, "from", 0)
    end = _clock(fields, "to", DAY)
    if start is not None and start == end:
        fields.refuse("from", "is when the window ends; for all day, write neither from nor to.")
    return Freeze(
        days=days or DAYS,
        start=start or 0,
        end=end or 0,
        zone=fields.legal("zone", _ZONE.fullmatch, ZONE_RULE) or "UTC",
        reason=fields.prose("reason") or "",
    )


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _clock(fields: Fields, name: str, default: int) -> int | None:
    if name not in fields:
        return default
    text = fields.legal(name, _CLOCK.fullmatch, CLOCK_RULE)
    if text is None:
        return None
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
