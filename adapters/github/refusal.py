"""What it means when GitHub does not answer what it was asked, told apart by status.

Reasons are the same for the same cause every time: no ids of requests, and nothing secret.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from kayron.adapters.github.transport import Response
from kayron.core.error import KayronError

SECONDARY_WAIT = 60.0
"""Seconds to leave GitHub alone after a secondary limit that names none.
Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api"""

FOR_SUPPORT = "If you reach out to GitHub Support"
"""What comes after it in GitHub's messages is an id that differs each time."""

LONGEST_MESSAGE = 200


class Refusal(KayronError):
    """GitHub did not answer what it was asked.

    `said` are GitHub's own words. `wait` is how many seconds later it may answer, 0 if nobody says;
    None: never, or not soon enough. `limited` tells that it refuses everything of this kind that
    these credentials ask.
    """

    def __init__(
        self,
        reason: str,
        *,
        status: int = 0,
        said: str = "",
        wait: float | None = None,
        limited: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.said = said
        self.wait = wait
        self.limited = limited


def wait_of(error: Exception) -> float | None:
    """Return how long to wait before another try, as `Patience.retrying` wants it."""
    return error.wait if isinstance(error, Refusal) else None


def refusal(path: str, response: Response, now: datetime) -> Refusal:
    """Return what a response of 400 and more, or a redirect to elsewhere, means for a path."""
    status = response.status
    if status in {403, 429}:
        return _limit(response, now) or _forbidden(path, response)
    answer = f"{_phrase(status)} for {path}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        after = response.headers.get("retry-after", "")
        wait = float(after) if after.isdecimal() else 0.0
        return Refusal(f"GitHub answered {answer}", status=status, wait=wait)
    said = message(response)
    return Refusal(f"GitHub answered {answer}{said and f': {said}'}", status=status, said=said)


def message(response: Response) -> str:
    """Return GitHub's own words, as far as they are the same every time."""
    data = response.data
    text = data.get("message") if isinstance(data, dict) else None
    if not isinstance(text, str):
        return ""
    return text.partition(FOR_SUPPORT)[0].strip().rstrip(".")[:LONGEST_MESSAGE]


def _limit(response: Response, now: datetime) -> Refusal | None:
    """Return the refusal by a rate limit, None where it is another."""
    headers, status = response.headers, response.status
    after = headers.get("retry-after", "")
    if after.isdecimal():
        reason = f"GitHub asks to be left alone for {after} s ({status}, secondary rate limit)"
        return Refusal(reason, status=status, wait=float(after), limited=True)
    said, reset = message(response).lower(), headers.get("x-ratelimit-reset", "")
    used_up = headers.get("x-ratelimit-remaining") == "0" and "rate limit" in said
    if used_up and reset.isdecimal():
        moment = datetime.fromtimestamp(int(reset), UTC)
        reason = f"GitHub's rate limit is used up until {moment:%Y-%m-%d %H:%M:%S} UTC ({status})"
        wait = max(0.0, (moment - _answered(response, now)).total_seconds())
        return Refusal(reason, status=status, wait=wait, limited=True)
    if status == HTTPStatus.TOO_MANY_REQUESTS or "secondary rate limit" in said:
        reason = f"GitHub asks to be left alone for a while ({status}, secondary rate limit)"
        return Refusal(reason, status=status, wait=SECONDARY_WAIT, limited=True)
    return None


def _answered(response: Response, now: datetime) -> datetime:
    """Return when GitHub answered by its own clock, by which its limits end; ours may be wrong."""
    try:
        return parsedate_to_datetime(response.headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return now


def _forbidden(path: str, response: Response) -> Refusal:
    said = message(response) or "Forbidden"
    needed = response.headers.get("x-accepted-github-permissions", "")
    hint = f"; it needs the permission {needed.replace('; ', ' or ')}" if needed else ""
    reason = f"GitHub forbids {path} ({response.status} {said}){hint}"
    return Refusal(reason, status=response.status, said=said)


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
