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

from attrs import evolve

from tests.sandbox.github.answering import Answering
from tests.sandbox.github.application import Application
from tests.sandbox.github.apps import App, Apps, Installation
from tests.sandbox.github.caller import Caller
from tests.sandbox.github.description import description
from tests.sandbox.github.exchange import Hub
from tests.sandbox.github.faults import refuser
from tests.sandbox.github.limits import Limits, Meter
from tests.sandbox.github.permission import Level, Needed
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.routing import routes
from tests.sandbox.github.tokens import LIFE, Tokens, installation_caller
from tests.sandbox.github.world import Account, World, identity
from tests.sandbox.server import Server, serve
from tests.sandbox.traffic import Traffic

Clock = Callable[[], datetime]


class SchemaViolation(AssertionError):
    """Answers were given that GitHub's description does not allow, or none by our mistake."""


def real_time() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


class GitHub:
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
        hub = Hub(world=world, apps=Apps(), tokens=Tokens(), meter=Meter(self._limits))
        known = description()
        answering = Answering(known, self._check)
        self._application = Application(hub, routes(known.operations.values()), answering)

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
            return self._application.name(environ)

        behind = self.traffic.wrap(application, name=name, refuse=refuser(self._retry_after))

        def counted(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            with self._application.runs(environ):
                return behind(environ, start)

        return counted

    @property
    def world(self) -> World:
        """What GitHub holds."""
        return self._application.hub.world

    @property
    def violations(self) -> tuple[str, ...]:
        """What answers had that GitHub's description does not allow."""
        return tuple(self._application.answering.violations)

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

    def user(self, login: str) -> Account:
        """Create a person."""
        return self.world.add_account(Account(login=login))

    def delete_user(self, login: str) -> None:
        """Delete a person, with all their repositories; what they wrote is the ghost's."""
        with self.world.change():
            self.world.add_account(evolve(self.world.account(login), deleted=True))
            for repository in list(self.world.repositories.values()):
                if repository.owner.lower() == login.lower():
                    repository.delete()

    def organization(self, login: str, members: Iterable[str] = ()) -> Account:
        """Create an organisation; its members may write to its repositories."""
        names = frozenset(name.lower() for name in members)
        return self.world.add_account(Account(login=login, kind="Organization", members=names))

    def repository(
        self,
        full_name: str,
        *,
        private: bool = True,
        default_branch: str = "main",
        time: datetime | None = None,
    ) -> Repository:
        """Create an empty repository."""
        owner, _, name = full_name.partition("/")
        return self.world.add(
            Repository(
                world=self.world,
                id=identity(f"repository {full_name.lower()}"),
                owner=self.world.account(owner).login,
                name=name,
                private=private,
                default_branch=default_branch,
                created=self.world.moment(time),
            )
        )

    def token(
        self,
        login: str,
        *,
        permissions: Mapping[str, Level] | None = None,
        repositories: Iterable[Repository] | None = None,
        expires: datetime | None = None,
    ) -> str:
        """Issue a person's token, fine-grained where permissions or repositories are given."""
        chosen = None if repositories is None else frozenset(each.id for each in repositories)
        is_classic = permissions is None and chosen is None
        caller = Caller(
            kind="person",
            account=self.world.account(login),
            permissions=permissions,
            repositories=chosen,
        )
        prefix = "ghp" if is_classic else "github_pat"
        return self._application.hub.tokens.issue(prefix, caller, expires).text

    def revoke(self, token: str) -> None:
        """Revoke a token; from now on it is bad credentials."""
        with self.world.change():
            self._application.hub.tokens.find(token).revoked = True

    def expire(self, token: str) -> None:
        """Let a token end now."""
        with self.world.change():
            self._application.hub.tokens.find(token).expires = self._clock()

    def app(self, slug: str, *, owner: str, permissions: Mapping[str, Level]) -> App:
        """Create a GitHub App, with its bot."""
        account = self.world.account(owner)
        granted: dict[str, Level] = {"metadata": "read", **permissions}
        app = App(slug=slug, owner=account, permissions=granted, created=self.world.moment())
        self.world.add_account(Account(login=f"{slug}[bot]", kind="Bot"))
        self._application.hub.apps.apps[app.id] = app
        return app

    def install(
        self, app: App, account: str, *, repositories: Iterable[Repository] | None = None
    ) -> Installation:
        """Install an app in an account, by default in all its repositories."""
        chosen = None if repositories is None else frozenset(each.id for each in repositories)
        installation = Installation(
            app=app,
            account=self.world.account(account),
            permissions=app.permissions,
            repositories=chosen,
            created=self.world.moment(),
        )
        with self.world.change():
            self._application.hub.apps.installations[installation.id] = installation
        return installation

    def installation_token(self, installation: Installation) -> str:
        """Issue a token of an installation without the detour by its app; it lives for an hour."""
        caller = installation_caller(installation)
        hub = self._application.hub
        return hub.tokens.issue("ghs", caller, self._clock() + LIFE).text

    def suspend(self, installation: Installation) -> None:
        """Suspend an installation; its tokens are refused."""
        with self.world.change():
            installation.suspended = True

    def exhaust(self, token: str, *, left: int = 0) -> None:
        """Use up the quota of a token's owner, but for this much."""
        hub = self._application.hub
        with hub.world.lock:
            hub.meter.exhaust(hub.tokens.find(token).caller, self._clock(), left=left)

    def secondary_limit(
        self, *, status: int = 403, retry_after: int | None = None, times: int = 1
    ) -> None:
        """Answer the next calls with a secondary limit, with a Retry-After or without."""
        with self.world.lock:
            self._application.hub.meter.order(status=status, retry_after=retry_after, times=times)

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
