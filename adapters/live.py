"""One environment as it is now: its systems, built from settings, and captures of it.

What the systems remember makes the next capture cheaper, so whoever captures more than once keeps
one `Live`.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from attrs import evolve

from kayron.adapters.aws.client import AwsClients, aws_systems
from kayron.adapters.capture import Progress, capture
from kayron.adapters.clock import Clock, SystemClock
from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.github.system import GitHub
from kayron.adapters.patience import patience
from kayron.adapters.threads import Threads
from kayron.adapters.zone import Zones
from kayron.core.gather.request import request_of
from kayron.core.settings import Settings
from kayron.core.snapshot import Files, Snapshot

THREADS = 32
"""Calls at once. GitHub allows 100 with one token, so that three environments may share one; AWS
throttles by the second rather than by the number.

Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

DEADLINE = 60.0
"""Seconds, after which what was not read is unknown. A capture of 100 services needs three."""


class Live:
    """An environment that can be captured again and again; a context manager that lets go of it."""

    def __init__(
        self, settings: Settings, *, threads: int = THREADS, clock: Clock | None = None
    ) -> None:
        """Build the systems; raise `CaptureError` where the AWS configuration cannot be used."""
        self._settings = settings
        self._clock = clock or SystemClock()
        self._workers = Threads(threads)
        self._transport = PyGithubTransport(settings.github_url)
        self._systems = (
            GitHub(self._transport, settings.github, settings.release_source),
            *aws_systems(AwsClients(settings.region, threads)),
            Zones(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._workers.close()
        self._transport.close()

    def capture(
        self,
        *,
        seconds: float = DEADLINE,
        source: Files | None = None,
        watch: Callable[[Progress], None] = lambda _: None,
    ) -> Snapshot:
        """Return the snapshot of this moment; see `capture.capture`.

        `source` takes the place of the release source's files, so that what it asks for is read.
        """
        request = evolve(request_of(self._settings, self._clock.now()), checkout=source)
        within = patience(seconds, self._clock)
        return capture(request, self._systems, self._workers, within, watch)
