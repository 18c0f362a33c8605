"""What goes over the wire between Kayron and a sandbox: the log of calls, latency, and faults.

`Traffic.wrap` puts a system's WSGI application behind it; what the application does by itself, or a
test by calling it unwrapped, is neither logged nor delayed nor failed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import Enum
from fnmatch import fnmatchcase
from random import Random
from threading import Event, Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from attrs import define, frozen

LONGEST_QUERY = 200


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
    TIMEOUT = "timeout"
    """No answer for a while, then a reset; nothing happened."""
    TRUNCATED = "truncated"
    """The effect happened; the answer's body ends in the middle."""


Name = tuple[str, str]
"""Service and operation: `("ecs", "DescribeServices")`, `("github", "GET /repos/{owner}/{repo}")`,
say."""

Namer = Callable[[WSGIEnvironment], Name]

Around = Callable[[str, str], AbstractContextManager[None]]
"""What goes on around each call, of a service and an operation: its effect happens in the middle.
It breaks the connection by raising `ConnectionResetError`, before the effect or after it."""

Refuser = Callable[[WSGIEnvironment, Fault], WSGIApplication]
"""The system's own response to THROTTLED, TOO_MANY_REQUESTS, SERVER_ERROR and UNAVAILABLE."""


@frozen(kw_only=True)
class Call:
    """One call that was made, in the order of their ends; started in monotonic seconds.

    The status is 0 where no answer was given.
    """

    service: str
    operation: str
    method: str
    path: str
    query: str
    status: int
    started: float
    seconds: float
    fault: Fault | None = None


@frozen(kw_only=True)
class _Delay:
    service: str
    operation: str
    low: float
    high: float


@define(kw_only=True)
class _Plight:
    """A fault that is to happen; `left` is None for every time."""

    fault: Fault
    service: str
    operation: str
    left: int | None
    seconds: float


class Traffic:
    """The log of calls, and what is to slow or break them. Safe to use from any thread.

    A service and an operation may be patterns: `*`, `Describe*`. Delays are drawn from the seed,
    the operation and how often it was called, so that the order of threads doesn't matter.
    """

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._guard = Lock()
        self._calls: list[Call] = []
        self._seen: Counter[Name] = Counter()
        self._delays: list[_Delay] = []
        self._plights: list[_Plight] = []
        self._cleared = Event()
        self._around: Around = _nothing

    @property
    def calls(self) -> tuple[Call, ...]:
        """All calls since the log was cleared."""
        with self._guard:
            return tuple(self._calls)

    def forget(self) -> None:
        """Clear the log; delays and faults stay."""
        with self._guard:
            self._calls.clear()

    def delay(
        self, seconds: float | tuple[float, float], service: str = "*", operation: str = "*"
    ) -> None:
        """Answer that much later, or by a random time between two; of several the last counts."""
        low, high = seconds if isinstance(seconds, tuple) else (seconds, seconds)
        with self._guard:
            self._delays.append(_Delay(service=service, operation=operation, low=low, high=high))

    def fail(
        self,
        fault: Fault,
        service: str = "*",
        operation: str = "*",
        *,
        times: int | None = 1,
        seconds: float = 30,
    ) -> None:
        """Let the next calls fail; None is all of them. Seconds are those that TIMEOUT lasts."""
        plight = _Plight(
            fault=fault, service=service, operation=operation, left=times, seconds=seconds
        )
        with self._guard:
            self._plights.append(plight)

    def surround(self, around: Around) -> None:
        """Let something go on around each call, in the thread that answers it."""
        with self._guard:
            self._around = around

    def clear(self) -> None:
        """Forget calls, delays and faults; whoever waits for a time-out is reset at once."""
        with self._guard:
            self._around = _nothing
            self._calls.clear()
            self._seen.clear()
            self._delays.clear()
            self._plights.clear()
            self._cleared.set()
            self._cleared = Event()

    def wrap(self, app: WSGIApplication, *, name: Namer, refuse: Refuser) -> WSGIApplication:
        """Return the application behind this traffic."""

        def wrapped(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
            started = time.monotonic()
            service, operation = name(environ)
            seconds = self.drawn(service, operation)
            plight, cleared = self._struck(service, operation)
            around = self._around
            answer = _Answer()
            try:
                time.sleep(seconds)
                with around(service, operation):
                    _exchange(environ, app, refuse, plight, cleared, answer)
            except ConnectionResetError:
                answer.lose()
                raise
            finally:
                call = Call(
                    service=service,
                    operation=operation,
                    method=environ["REQUEST_METHOD"],
                    path=environ["PATH_INFO"],
                    query=environ["QUERY_STRING"][:LONGEST_QUERY],
                    status=answer.code,
                    started=started,
                    seconds=time.monotonic() - started,
                    fault=plight.fault if plight else None,
                )
                with self._guard:
                    self._calls.append(call)
            start(answer.status, answer.headers)
            return [answer.body]

        return wrapped

    def drawn(self, service: str, operation: str) -> float:
        """Count a call of this operation and return its delay in seconds."""
        with self._guard:
            self._seen[service, operation] += 1
            count = self._seen[service, operation]
            delays = [delay for delay in self._delays if _matches(delay, service, operation)]
        if not delays:
            return 0
        random = Random(f"{self._seed} {service} {operation} {count}")
        return random.uniform(delays[-1].low, delays[-1].high)

    def _struck(self, service: str, operation: str) -> tuple[_Plight | None, Event]:
        with self._guard:
            for plight in self._plights:
                if plight.left != 0 and _matches(plight, service, operation):
                    if plight.left is not None:
                        plight.left -= 1
                    return plight, self._cleared
            return None, self._cleared


def _nothing(_service: str, _operation: str) -> AbstractContextManager[None]:
    return nullcontext()


def _matches(rule: _Delay | _Plight, service: str, operation: str) -> bool:
    return fnmatchcase(service, rule.service) and fnmatchcase(operation, rule.operation)


class _Answer:
    """An application's answer, held back until it's known what becomes of it."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body = b""

    @property
    def code(self) -> int:
        return int(self.status.split()[0]) if self.status else 0

    def take(self, app: WSGIApplication, environ: WSGIEnvironment) -> None:
        """Call an application and keep what it answers."""

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: object = None, /
        ) -> Callable[[bytes], object]:
            del exc_info
            self.status, self.headers = status, headers
            return pieces.append

        pieces: list[bytes] = []
        pieces.extend(app(environ, start))
        self.body = b"".join(pieces)

    def lose(self) -> None:
        """Be no answer."""
        self.status = ""

    def cut(self) -> None:
        """Announce the whole body and give its first half."""
        kept = [(name, value) for name, value in self.headers if name.lower() != "content-length"]
        self.headers = [*kept, ("Content-Length", str(max(len(self.body), 1)))]
        self.body = self.body[: len(self.body) // 2]


def _exchange(
    environ: WSGIEnvironment,
    app: WSGIApplication,
    refuse: Refuser,
    plight: _Plight | None,
    cleared: Event,
    answer: _Answer,
) -> None:
    """Let the application answer, or what is to happen happen."""
    match plight.fault if plight else None:
        case None:
            answer.take(app, environ)
        case Fault.TRUNCATED:
            answer.take(app, environ)
            answer.cut()
        case Fault.RESET_AFTER:
            answer.take(app, environ)
            answer.lose()
            raise ConnectionResetError
        case Fault.TIMEOUT:
            cleared.wait(plight.seconds if plight else 0)
            raise ConnectionResetError
        case Fault.RESET_BEFORE:
            raise ConnectionResetError
        case fault:
            answer.take(refuse(environ, fault), environ)
