"""The way of a request: credentials, limits, route, permission, operation, and the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from wsgiref.types import StartResponse, WSGIEnvironment

from attrs import define, evolve, field

from tests.sandbox.github import (
    app_operations,
    comment_operations,
    compare_operations,
    content_operations,
    deployment_operations,
    git_operations,
    repository_operations,
)
from tests.sandbox.github.access import admit
from tests.sandbox.github.answering import Answering, Outgoing
from tests.sandbox.github.caller import Caller
from tests.sandbox.github.exchange import Answer, Hub, Request
from tests.sandbox.github.incoming import (
    Incoming,
    body,
    check_query,
    named_by_id,
    read,
    redirect,
)
from tests.sandbox.github.operation import FUNCTIONS
from tests.sandbox.github.permission import PERMISSIONS, Needed
from tests.sandbox.github.refusal import Refusal, forbidden, not_found
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.routing import Route, Routes

MODULES = (
    app_operations,
    comment_operations,
    compare_operations,
    content_operations,
    deployment_operations,
    git_operations,
    repository_operations,
)
"""The modules whose functions are in FUNCTIONS because they are imported here."""

UNCOUNTED = frozenset({"rate-limit/get"})
"""Operations that cost no quota."""


@define(kw_only=True)
class _Hook:
    operation: str
    action: Callable[[], object]
    skip: int
    left: int


@define(eq=False)
class Application:
    """GitHub as a WSGI application; one request at a time has the world to itself."""

    hub: Hub
    routes: Routes
    answering: Answering
    used: dict[str, Needed] = field(factory=dict)
    hooks: list[_Hook] = field(factory=list)
    running: Counter[str] = field(factory=Counter)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        outgoing = self.answer(read(environ))
        start(outgoing.status, outgoing.headers)
        return [outgoing.body]

    def answer(self, incoming: Incoming) -> Outgoing:
        """Return the answer to a request as it was read."""
        with self.hub.world.lock:
            try:
                return self._answered(incoming)
            except Exception as error:
                # Clients take a mistake of ours for one more 500; a test must not.
                self.answering.violations.append(f"{incoming.path}: {error!r}")
                raise

    def name(self, incoming: Incoming) -> tuple[str, str]:
        """Return what the log calls a request: GitHub's id of the operation."""
        route = self._route(incoming)[0]
        return "github", "unknown" if route is None else route.operation.name

    @contextmanager
    def runs(self, environ: WSGIEnvironment) -> Iterator[None]:
        """Count a call as running, with all that delays it, for the limit of calls at once."""
        credentials = environ.get("HTTP_AUTHORIZATION", "")
        with self.hub.world.lock:
            self.running[credentials] += 1
        try:
            yield
        finally:
            with self.hub.world.lock:
                self.running[credentials] -= 1

    def after(self, operation: str, action: Callable[[], object], *, skip: int, times: int) -> None:
        """Do something after an answer to this operation, as if it came between two calls."""
        self.hooks.append(_Hook(operation=operation, action=action, skip=skip, left=times))

    def _route(self, incoming: Incoming) -> tuple[Route | None, str]:
        path = named_by_id(self.hub.world, incoming.path)
        return self.routes.find(incoming.method, path), path

    def _answered(self, incoming: Incoming) -> Outgoing:
        route, path = self._route(incoming)
        caller: Caller | None = None
        try:
            caller = self._caller(incoming)
            self._admit_rate(incoming, route, caller)
            if route is None:
                raise not_found()
            if path != incoming.path:
                incoming = evolve(incoming, path=path)
            outgoing = self._admitted(incoming, route, caller)
        except Refusal as refusal:
            operation = None if route is None else route.operation
            outgoing = self.answering.refused(operation, refusal)
        return self._counted(outgoing, route, caller)

    def _admitted(self, incoming: Incoming, route: Route, caller: Caller) -> Outgoing:
        repository = self._repository(incoming, route, caller)
        operation = route.operation
        if operation.name in PERMISSIONS:
            self.used[operation.name] = PERMISSIONS[operation.name]

        def answer() -> Answer:
            request = self._request(incoming, route, caller, repository)
            check_query(operation, request.query)
            return FUNCTIONS[operation.name](request)

        if incoming.method == "GET" and operation.name not in UNCOUNTED:
            revision = self.hub.world.revision
            return self.answering.remembered(incoming, operation, revision, answer)
        return self.answering.rendered(operation, answer())

    def _caller(self, incoming: Incoming) -> Caller:
        if not incoming.headers.get("user-agent"):
            raise forbidden("Request forbidden by administrative rules.")
        authorization = incoming.headers.get("authorization", "")
        return self.hub.tokens.caller(authorization, self.hub.apps, self.hub.world.now())

    def _admit_rate(self, incoming: Incoming, route: Route | None, caller: Caller) -> None:
        name = "unknown" if route is None else route.operation.name
        if name not in UNCOUNTED:
            at_once = self.running[incoming.headers.get("authorization", "")]
            writes = incoming.method != "GET"
            now = self.hub.world.now()
            self.hub.meter.admit(caller, name, now, writes=writes, at_once=at_once)

    def _repository(self, incoming: Incoming, route: Route, caller: Caller) -> Repository | None:
        name = route.operation.name
        if "repo" not in route.where:
            admit(caller, name, None)
            return None
        full_name = f"{route.where['owner']}/{route.where['repo']}"
        repository = self.hub.world.repository(full_name)
        if repository is None:
            raise not_found()
        admit(caller, name, repository)
        if repository.full_name.lower() != full_name.lower():
            raise redirect(incoming, repository)
        return repository

    def _request(
        self, incoming: Incoming, route: Route, caller: Caller, repository: Repository | None
    ) -> Request:
        return Request(
            hub=self.hub,
            caller=caller,
            base=incoming.base,
            path=incoming.path,
            where=route.where,
            query=incoming.query,
            body=body(self.answering.description, route.operation, incoming.content),
            accept=incoming.headers.get("accept", ""),
            now=self.hub.world.now(),
            named=repository,
        )

    def _counted(self, outgoing: Outgoing, route: Route | None, caller: Caller | None) -> Outgoing:
        name = "unknown" if route is None else route.operation.name
        headers = list(outgoing.headers)
        if name in PERMISSIONS:
            headers.append(("X-Accepted-GitHub-Permissions", str(PERMISSIONS[name])))
        if caller is not None:
            now = self.hub.world.now()
            if outgoing.code != 304 and name not in UNCOUNTED:
                self.hub.meter.spend(caller, now)
            headers.extend(self.hub.meter.headers(caller, now).items())
        self._run_hooks(name)
        return Outgoing(code=outgoing.code, headers=headers, body=outgoing.body)

    def _run_hooks(self, name: str) -> None:
        for hook in self.hooks:
            if hook.operation == name and hook.left > 0:
                if hook.skip > 0:
                    hook.skip -= 1
                else:
                    hook.left -= 1
                    hook.action()
