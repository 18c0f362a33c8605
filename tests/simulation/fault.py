"""What can go wrong with one call of a process, and how often each of it does."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import frozen


class Fault(Enum):
    """What can go wrong with one call."""

    THROTTLED = "throttled"
    """The system refuses for the rate: AWS's error code, GitHub's 403 with Retry-After."""
    TOO_MANY_REQUESTS = "too many requests"
    """The system refuses for the rate with status 429."""
    SERVER_ERROR = "server error"
    """Status 500, nothing happened."""
    UNAVAILABLE = "unavailable"
    """Status 503, nothing happened."""
    RESET_BEFORE = "reset before"
    """The connection is reset, nothing happened."""
    RESET_AFTER = "reset after"
    """The effect happened; the connection is reset before its answer."""
    TIMEOUT_BEFORE = "timeout before"
    """No answer until the client gives up; nothing happened."""
    TIMEOUT_AFTER = "timeout after"
    """No answer until the client gives up; the effect happened."""
    TRUNCATED = "truncated"
    """The effect happened; the answer's body ends in the middle."""
    DELAYED = "delayed"
    """The answer takes seconds."""
    STALE = "stale"
    """GitHub, or AWS, answers a read as it would have within the last minute."""
    KILLED_BEFORE = "killed before"
    """The process is killed before the call has its effect."""
    KILLED_AFTER = "killed after"
    """The process is killed after the effect, and never hears of it."""


FREQUENCY: Mapping[Fault, float] = {
    Fault.THROTTLED: 3,
    Fault.TOO_MANY_REQUESTS: 1,
    Fault.SERVER_ERROR: 2,
    Fault.UNAVAILABLE: 2,
    Fault.RESET_BEFORE: 2,
    Fault.RESET_AFTER: 3,
    Fault.TIMEOUT_BEFORE: 0.5,
    Fault.TIMEOUT_AFTER: 0.5,
    Fault.TRUNCATED: 2,
    Fault.DELAYED: 2,
    Fault.STALE: 3,
    Fault.KILLED_BEFORE: 0.5,
    Fault.KILLED_AFTER: 0.5,
}
"""How often a fault is which one, relative to the others."""

LATE = frozenset({Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER})

AFTER = frozenset({Fault.RESET_AFTER, Fault.TIMEOUT_AFTER, Fault.TRUNCATED, Fault.KILLED_AFTER})
"""The faults that strike after the effect."""

DEADLY = frozenset({Fault.KILLED_BEFORE, Fault.KILLED_AFTER})


@frozen
class Struck(Exception):
    """A call got no proper answer; clients make of it what the real ones do."""

    fault: Fault


@frozen
class Killed(BaseException):
    """A process is dead; no code of its own may catch this."""

    process: str
