"""Tells the offsets of time zones, from the time zone database of the machine."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kayron.adapters.job import Job, Results
from kayron.adapters.patience import Patience
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.every import AnyNeed, ZoneOffset

MINUTE = timedelta(minutes=1)

ALWAYS = "UTC"
"""A zone that every database has."""

NO_DATABASE = Unknown("this machine has no time zone database; install tzdata")


class Zones:
    """Answers for time zones at once: nothing outside is asked."""

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        """Return the offsets."""
        return {need: _offset(need) for need in needs if isinstance(need, ZoneOffset)}

    def jobs(self, _needs: Collection[AnyNeed], _patience: Patience) -> Iterable[Job]:
        """Return nothing."""
        return []


def _offset(need: ZoneOffset) -> Fact[int]:
    zone = _zone(need.zone)
    if zone is None:
        return Absent() if _zone(ALWAYS) else NO_DATABASE
    return (need.at.astimezone(zone).utcoffset() or timedelta()) // MINUTE


def _zone(name: str) -> ZoneInfo | None:
    """Return a zone; a name may be a folder of the database, or lead out of it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
