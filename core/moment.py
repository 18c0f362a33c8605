"""Times and durations as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

# https://www.rfc-editor.org/rfc/rfc3339#section-5.6, without leap seconds: they are not announced
# early enough to be meant.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)

_AGE = re.compile(r"([1-9]\d{0,3})([dh])", re.ASCII)
"""At most 9,999: any more would lie before the first pull request."""


def parse_moment(text: str) -> datetime | None:
    """Return the UTC time of an RFC 3339 text, None where it is none."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    day, clock, fraction, zone = match.groups()
    micro = ((fraction or "") + "000000")[:6]
    try:
        return datetime.fromisoformat(f"{day}T{clock}.{micro}{zone.upper()}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_age(text: str) -> timedelta | None:
    """Return the duration of a text such as `14d` or `36h`, None where it is none."""
    match = _AGE.fullmatch(text)
    if match is None:
        return None
    number = int(match[1])
    return timedelta(days=number) if match[2] == "d" else timedelta(hours=number)
