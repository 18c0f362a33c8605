"""One environment as it is now: its systems, built from settings, and captures of it.

What the systems remember makes the next capture cheaper, so whoever captures more than once keeps
one `Live`.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from attrs import evolve

from kayron.adapters.aws.bucket import Bucket
from kayron.adapters.aws.client import AwsClients, aws_systems
from kayron.adapters.aws.service_messages import ServiceMessages
from kayron.adapters.aws.updates import Updates
from kayron.adapters.capture import Progress, capture
from kayron.adapters.clock import Clock, SystemClock
from kayron.adapters.execute.hands import Hands
from kayron.adapters.execute.recorder import Recorder
from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.github.system import GitHub
from kayron.adapters.patience import Patience, patience
from kayron.adapters.threads import Threads
from kayron.adapters.zone import Zones
from kayron.core.comment import marker
from kayron.core.gather.request import request_of
from kayron.core.settings import Settings
from kayron.core.snapshot import Files, Snapshot
from kayron.core.stack.location import outcomes_key

THREADS = 32
"""Calls at once. GitHub allows 100 with one token, so that three environments may share one; AWS
throttles by the second rather than by the number.

Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

DEADLINE = 60.0
"""Seconds, after which what was not read is unknown. A capture of 100 services needs three."""


WRITE_DEADLINE = 30.0
"""Seconds for one write and its retries: half the term of the lease that it is made under."""


class Live:
    """An environment that can be captured again and again; a context manager that lets go of it."""

    def __init__(
        self, settings: Settings, *, threads: int = THREADS, clock: Clock | None = None
    ) -> None:
        """Build the systems; raise `CaptureError` where the AWS configuration cannot be used."""
        self.settings = settings
        self._clock = clock or SystemClock()
        self._workers = Threads(threads)
        self._transport = PyGithubTransport(settings.github_url)
        self._github = GitHub(self._transport, settings.github, settings.release_source)
        self._clients = AwsClients(settings.region, threads)
        self._systems = (self._github, *aws_systems(self._clients), Zones())

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
        request = evolve(request_of(self.settings, self._clock.now()), checkout=source)
        within = patience(seconds, self._clock)
        return capture(request, self._systems, self._workers, within, watch)

    def hands(self) -> Hands:
        """Return what writes to the environment."""
        settings = self.settings
        bucket = Bucket(self._clients.s3, settings.bucket, self._patience)
        record = outcomes_key(settings.environment.value, settings.stack)
        return Hands(
            bucket=bucket,
            updates=Updates(self._clients.cloudformation, self._patience),
            recorder=Recorder(bucket, record),
            comments=self._github.comments(marker(settings.environment), self._patience),
            clock=self._clock,
            services=ServiceMessages(self._clients.ecs, self._patience),
            workers=self._workers,
            secrets=settings.parameters,
        )

    def _patience(self) -> Patience:
        """Return the patience of one write."""
        return patience(WRITE_DEADLINE, self._clock)
