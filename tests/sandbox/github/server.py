"""GitHub for tests and for people who try Kayron: builds a world, serves it, and disturbs it.

with GitHub() as github:
    github.organization("acme", members=("ada",))
    lite = github.repository("acme/lite")
    lite.commit("main", {"README.md": "Hello"})
    token = github.token("ada")
    ...  # call github.url with it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from tests.sandbox.github.answering import Answering
from tests.sandbox.github.application import Application
from tests.sandbox.github.apps import Apps, Installation
from tests.sandbox.github.description import description
from tests.sandbox.github.exchange import Hub
from tests.sandbox.github.faults import refuser
from tests.sandbox.github.incoming import read
from tests.sandbox.github.limits import Limits, Meter
from tests.sandbox.github.permission import Needed
from tests.sandbox.github.population import Population
from tests.sandbox.github.routing import routes
from tests.sandbox.github.tokens import Tokens
from tests.sandbox.github.world import World
from tests.sandbox.server import Server, serve
from tests.sandbox.traffic import Traffic

Clock = Callable[[], datetime]


class SchemaViolation(AssertionError):
    """Answers were given that GitHub's description does not allow, or none by our mistake."""


def real_time() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


class GitHub(Population):
    """GitHub on loopback.

    With `check` every answer is held against GitHub's description; `stop` raises where one did not
    fit, and `violations` has them all. Calls go through `traffic`.
    """

    def __init__(
        self,
        *,
        traffic: Traffic | None = None,
        clock: Clock = real_time,
        limits: Limits | None = None,
        check: bool = True,
        retry_after: int = 1,
    ) -> None:
        self.traffic = traffic or Traffic()
        self._limits = limits or Limits()
        self._check = check
        self._retry_after = retry_after
        self._clock = clock
        self._server: Server | None = None
        self._violations: list[str] = []
        self.reset()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, port: int = 0) -> Self:
        """Serve on loopback; port 0 is any free one."""
        self._server = serve(self.wsgi, port)
        return self

    def stop(self) -> None:
        """Stop serving; raise where an answer was not as GitHub describes it."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        if self.violations:
            raise SchemaViolation("\n".join(self.violations))

    def reset(self) -> None:
        """Begin with an empty world; settings and traffic stay."""
        world = World(now=self.now)
        self.hub = Hub(world=world, apps=Apps(), tokens=Tokens(), meter=Meter(self._limits))
        known = description()
        answering = Answering(known, self._check, self._violations)
        self._application = Application(self.hub, routes(known.operations.values()), answering)

    @property
    def url(self) -> str:
        """The address of the API, for clients' base URL."""
        assert self._server is not None, "not started"
        return self._server.url

    @property
    def wsgi(self) -> WSGIApplication:
        """The application behind its traffic."""

        def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            return self._application(environ, start)

        def name(environ: WSGIEnvironment) -> tuple[str, str]:
            return self._application.name(read(environ))

        behind = self.traffic.wrap(application, name=name, refuse=refuser(self._retry_after))

        def counted(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            with self._application.runs(environ):
                return behind(environ, start)

        return counted

    @property
    def application(self) -> Application:
        """What answers, without a wire and what delays or fails on it."""
        return self._application

    @property
    def violations(self) -> tuple[str, ...]:
        """What answers had that GitHub's description does not allow."""
        return tuple(self._violations)

    @property
    def used(self) -> Mapping[str, Needed]:
        """The permission that each operation needed that was called."""
        return dict(self._application.used)

    def now(self) -> datetime:
        """Return what time it is here."""
        return self._clock()

    def clock(self, clock: Clock | datetime) -> None:
        """Set the clock; a time is one that stands still."""
        if isinstance(clock, datetime):
            self._clock = lambda: clock
        else:
            self._clock = clock

    def revoke(self, token: str) -> None:
        """Revoke a token; from now on it is bad credentials."""
        with self.world.change():
            self.hub.tokens.find(token).revoked = True

    def expire(self, token: str) -> None:
        """Let a token end now."""
        with self.world.change():
            self.hub.tokens.find(token).expires = self._clock()

    def suspend(self, installation: Installation) -> None:
        """Suspend an installation; its tokens are refused."""
        with self.world.change():
            installation.suspended = True

    def exhaust(self, token: str, *, left: int = 0) -> None:
        """Use up the quota of a token's owner, but for this much."""
        hub = self.hub
        with hub.world.lock:
            hub.meter.exhaust(hub.tokens.find(token).caller, self._clock(), left=left)

    def secondary_limit(
        self, *, status: int = 403, retry_after: int | None = None, times: int = 1
    ) -> None:
        """Answer the next calls with a secondary limit, with a Retry-After or without."""
        with self.world.lock:
            self.hub.meter.order(status=status, retry_after=retry_after, times=times)

    def after(
        self, operation: str, action: Callable[[], object], *, skip: int = 0, times: int = 1
    ) -> None:
        """Do something right after an operation was answered: a list that shifts between pages."""
        with self.world.lock:
            self._application.after(operation, action, skip=skip, times=times)

    def wait(self, time: timedelta) -> None:
        """Let time pass on the clock."""
        clock = self._clock
        self._clock = lambda: clock() + time
