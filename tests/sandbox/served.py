"""An organisation that is served: GitHub and AWS on loopback with it in them, and the way there.

Everything in it is made by the same steps on a clock that is set, so that two organisations are
alike to the last commit and the last ARN.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Self

from attrs import evolve, field, frozen

from kayron.adapters.aws.client import Clients
from kayron.adapters.clock import Clock
from kayron.adapters.live import THREADS, Live, outside
from kayron.core.settings import parse_settings
from kayron.core.snapshot import Snapshot
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.clocks import SandboxClock
from tests.sandbox.github.limits import Limits
from tests.sandbox.github.server import GitHub
from tests.sandbox.traffic import Traffic

BOT = "kayron-bot"
"""Whose comments Kayron's are."""

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)

PASSWORD = "correct horse battery staple"

LIMITS = Limits(quota=1_000_000, points=1_000_000)
"""On a clock that is set, no minute passes after which GitHub would answer again."""


@frozen(kw_only=True)
class Home:
    """What Kayron is told of an environment: whose it is, and where it is deployed."""

    owner: str
    environment: str
    stack: str
    bucket: str
    tags: Mapping[str, str]
    parameters: Mapping[str, str] = field(factory=dict)


class Served:
    """An organisation with both systems that Kayron meets; a context manager that serves them."""

    def __init__(
        self,
        home: Home,
        repositories: Iterable[str],
        members: Iterable[str],
        visitors: Iterable[str] = (),
        *,
        limits: Limits = LIMITS,
        check: bool,
    ) -> None:
        self.home = home
        self.aws = Aws(clock=MONDAY)
        self.github = GitHub(clock=self.aws.now, limits=limits, check=check)
        for login in visitors:
            self.github.user(login)
        self.github.organization(home.owner, members=(*members, BOT))
        self.token = self.github.token(BOT)
        self._clients: dict[int, Clients] = {}
        self.repositories = {
            name: self.github.repository(f"{home.owner}/{name}")
            for name in ("releases", "infrastructure", *repositories)
        }

    def __enter__(self) -> Self:
        self.github.start()
        self.aws.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.aws.stop()
        self.github.stop()

    def environment(self) -> dict[str, str]:
        """Return the environment variables with which Kayron comes here."""
        return {
            **self.aws.environment(),
            **self.variables(),
            "KAYRON_GITHUB_URL": self.github.url,
        }

    def variables(self) -> dict[str, str]:
        """Return the environment variables that do not tell where anything is served."""
        return {
            "KAYRON_ENVIRONMENT": self.home.environment,
            "KAYRON_GITHUB_TOKEN": self.token,
            "KAYRON_RELEASE_SOURCE": f"{self.home.owner}/releases",
            "KAYRON_CLOUDFORMATION_STACK": self.home.stack,
            "KAYRON_CLOUDFORMATION_PARAMETERS": _listed(self.home.parameters),
            "KAYRON_CLOUDFORMATION_TAGS": _listed(self.home.tags),
            "KAYRON_S3_BUCKET": self.home.bucket,
        }

    @contextmanager
    def live(
        self,
        threads: int = THREADS,
        clock: Clock | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Iterator[Live]:
        """Live here with the real clients, as one process does, at the sandbox's time.

        Environment variables may be given other values.
        """
        every = {**self.environment(), **(variables or {})}
        settings, clock = parse_settings(every), clock or SandboxClock(self.aws)
        real = outside(settings, threads=threads, clock=clock)
        if not variables:
            # They remember nothing, and making them takes as long as a capture does.
            real = evolve(real, clients=self._clients.setdefault(threads, real.clients))
        with environ(every), Live(settings, real) as live:
            yield live

    def captured(
        self,
        threads: int = THREADS,
        clock: Clock | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Snapshot:
        """Return what Kayron reads of it; see `live`."""
        with self.live(threads, clock, variables) as live:
            return live.capture()

    @property
    def traffic(self) -> tuple[Traffic, Traffic]:
        """What goes over the wires to GitHub and to AWS."""
        return self.github.traffic, self.aws.traffic

    def wait(self, **duration: float) -> None:
        """Let time pass: `wait(hours=3)`."""
        self.aws.advance(timedelta(**duration).total_seconds())


@contextmanager
def environ(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for a while: AWS's clients read them by themselves."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _listed(values: Mapping[str, str]) -> str:
    return ",".join(f"{name}:{value}" for name, value in values.items())
