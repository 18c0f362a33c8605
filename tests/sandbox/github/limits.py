"""How much anybody may ask: quota by the hour, and secondary limits.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from __future__ import annotations

from collections import deque
from datetime import datetime
from email.utils import format_datetime

from attrs import define, field, frozen

from tests.sandbox.github.caller import Caller
from tests.sandbox.github.refusal import Refusal

HEADERS = {name: f"X-RateLimit-{name.title()}" for name in ("limit", "remaining", "reset", "used")}
"""How an answer tells what of the quota."""

HOUR = 3600
MINUTE = 60

LIMITS_DOCS = "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api"
SECONDARY_DOCS = f"{LIMITS_DOCS}#about-secondary-rate-limits"
SUPPORT = "If you reach out to GitHub Support for help, please include the request ID."


@frozen(kw_only=True)
class Limits:
    """GitHub's numbers. A used up quota is 403 or 429, both are documented.

    Points are counted by the minute and operation: 1 for what reads, 5 for what writes.
    """

    quota: int = 5000
    quota_status: int = 403
    anonymous_quota: int = 60
    at_once: int = 100
    points: int = 900
    contents_a_minute: int = 80
    contents_an_hour: int = 500


@define(kw_only=True)
class _Account:
    """What one caller used."""

    used: int = 0
    reset: int = 0
    points: dict[str, deque[tuple[float, int]]] = field(factory=dict)
    contents: deque[float] = field(factory=deque)


@define(kw_only=True)
class _Order:
    """A secondary limit that was asked for."""

    status: int
    retry_after: int | None
    left: int


@define
class Meter:
    """Counts, and refuses what is too much. Callers hold the world's lock."""

    limits: Limits
    _accounts: dict[str, _Account] = field(factory=dict, init=False)
    _orders: list[_Order] = field(factory=list, init=False)

    def admit(
        self, caller: Caller, operation: str, now: datetime, *, writes: bool, at_once: int
    ) -> None:
        """Raise where the call is one too many; else it counts for the secondary limits.

        At once is how many calls with the same credentials run, this one included.
        """
        account, moment = self._account(caller, now), now.timestamp()
        if account.used >= self._quota(caller):
            raise self._primary(caller)
        self._carry_out_order()
        if at_once > self.limits.at_once:
            raise secondary(403, MINUTE)
        self._count_points(account, operation, moment, 5 if writes else 1)
        if writes:
            self._count_content(account, moment)

    def spend(self, caller: Caller, now: datetime) -> None:
        """Take one from the quota."""
        self._account(caller, now).used += 1

    def exhaust(self, caller: Caller, now: datetime, *, left: int = 0) -> None:
        """Let only this much of the quota be left."""
        self._account(caller, now).used = self._quota(caller) - left

    def order(self, *, status: int, retry_after: int | None, times: int) -> None:
        """Answer the next calls with a secondary limit."""
        self._orders.append(_Order(status=status, retry_after=retry_after, left=times))

    def rate(self, caller: Caller, now: datetime) -> dict[str, int]:
        """Return limit, use and time of the reset."""
        account, limit = self._account(caller, now), self._quota(caller)
        used = min(account.used, limit)
        return {"limit": limit, "remaining": limit - used, "reset": account.reset, "used": used}

    def headers(self, caller: Caller, now: datetime) -> dict[str, str]:
        """Return the headers that every answer has: limits, and the time by which they end."""
        rate = self.rate(caller, now)
        return {
            "Date": format_datetime(now, usegmt=True),
            "X-RateLimit-Resource": "core",
            **{HEADERS[name]: str(rate[name]) for name in rate},
        }

    def _account(self, caller: Caller, now: datetime) -> _Account:
        account, moment = self._accounts.setdefault(caller.named, _Account()), now.timestamp()
        if account.reset <= moment:
            account.used, account.reset = 0, int(moment) + HOUR
        return account

    def _quota(self, caller: Caller) -> int:
        anonymous = caller.kind == "anonymous"
        return self.limits.anonymous_quota if anonymous else self.limits.quota

    def _primary(self, caller: Caller) -> Refusal:
        message = f"API rate limit exceeded for {caller.named}. {SUPPORT}"
        return Refusal(status=self.limits.quota_status, message=message, link=LIMITS_DOCS)

    def _carry_out_order(self) -> None:
        for order in self._orders:
            if order.left > 0:
                order.left -= 1
                raise secondary(order.status, order.retry_after)

    def _count_points(self, account: _Account, operation: str, now: float, cost: int) -> None:
        recent = account.points.setdefault(operation, deque())
        while recent and recent[0][0] <= now - MINUTE:
            recent.popleft()
        if len(recent) * cost + cost > self.limits.points:
            raise secondary(403, MINUTE)
        recent.append((now, cost))

    def _count_content(self, account: _Account, now: float) -> None:
        recent = account.contents
        while recent and recent[0] <= now - HOUR:
            recent.popleft()
        this_minute = sum(each > now - MINUTE for each in recent)
        many = this_minute >= self.limits.contents_a_minute
        if many or len(recent) >= self.limits.contents_an_hour:
            raise secondary(403, MINUTE)
        recent.append(now)


def secondary(status: int, retry_after: int | None) -> Refusal:
    """Return what GitHub says of too much at a time."""
    return Refusal(
        status=status,
        message="You have exceeded a secondary rate limit. Please wait a few minutes before you "
        f"try again. {SUPPORT}",
        link=SECONDARY_DOCS,
        headers={} if retry_after is None else {"Retry-After": str(retry_after)},
    )
