"""One environment as it is now: its systems, built from settings, and captures of it.

What the systems remember makes the next capture cheaper, so whoever captures more than once keeps
one `Live`.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from types import TracebackType
from typing import Protocol, Self

from attrs import evolve, field, frozen

from kayron.adapters.aws.bucket import Bucket
from kayron.adapters.aws.client import AwsClients, Clients, aws_systems
from kayron.adapters.aws.ecr import Ecr
from kayron.adapters.aws.service_messages import ServiceMessages
from kayron.adapters.aws.updates import Updates
from kayron.adapters.capture import Progress, Workers, capture
from kayron.adapters.clock import Clock, SystemClock
from kayron.adapters.execute import carrying
from kayron.adapters.execute.hands import Hands
from kayron.adapters.execute.recorder import Recorder
from kayron.adapters.github.pygithub import PyGithubTransport
from kayron.adapters.github.system import GitHub
from kayron.adapters.github.transport import Transport
from kayron.adapters.patience import Patience, patience
from kayron.adapters.threads import Threads
from kayron.adapters.zone import Zones
from kayron.core.action import COMMENTING, Action
from kayron.core.comment import marker
from kayron.core.gather.request import request_of
from kayron.core.gather.whole import NOTHING_KNOWN
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


class OpenTransport(Transport, Protocol):
    """A transport that somebody has to close."""

    def close(self) -> None:
        """Let go of the connections."""


class Pool(Workers, carrying.Workers, Protocol):
    """Workers that somebody has to let go."""

    def close(self) -> None:
        """Give up what has not begun."""


@frozen(kw_only=True, eq=False)
class Outside:
    """All that is not this program: the systems, other threads, time, and chance."""

    transport: OpenTransport
    clients: Clients
    workers: Pool
    clock: Clock
    random: Random = field(factory=Random)


def outside(settings: Settings, *, threads: int = THREADS, clock: Clock | None = None) -> Outside:
    """Return the real world, as the settings tell where it is."""
    return Outside(
        transport=PyGithubTransport(settings.github_url),
        clients=AwsClients(settings.region, threads),
        workers=Threads(threads),
        clock=clock or SystemClock(),
    )


class Live:
    """An environment that can be captured again and again.

    A context manager that lets go of what it was given. `memo` is that of the last capture, and
    makes the next one faster.
    """

    def __init__(self, settings: Settings, outside: Outside) -> None:
        self.settings = settings
        self.outside = outside
        self._github = GitHub(outside.transport, settings.github, settings.release_source)
        self._comments = self._github.comments(marker(settings.environment), self._patience)
        self._images = Ecr(outside.clients.ecr)
        self._systems = (self._github, *aws_systems(outside.clients, self._images), Zones())
        self.memo = NOTHING_KNOWN

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.outside.workers.close()
        self.outside.transport.close()

    def capture(
        self,
        *,
        seconds: float = DEADLINE,
        source: Files | None = None,
        watch: Callable[[Progress], None] = lambda _: None,
        afresh: bool = False,
    ) -> Snapshot:
        """Return the snapshot of this moment; see `capture.capture`.

        `source` takes the place of the release source's files, so that what it asks for is read.
        With `afresh` images that were there are looked for again: something is to rest on that.
        """
        if afresh:
            self._images.forget()
        now = self.outside.clock.now()
        request = evolve(request_of(self.settings, now), checkout=source)
        within = self._patience(seconds)
        snapshot, self.memo = capture(
            request, self._systems, self.outside.workers, within, watch, self.memo
        )
        return snapshot

    def is_worthwhile(self, action: Action) -> bool:
        """Tell whether an action may have an effect: locked conversations take no comment."""
        if not isinstance(action, COMMENTING):
            return True
        return not self._comments.is_locked(action, self.outside.clock.monotonic())

    def hands(self) -> Hands:
        """Return what writes to the environment."""
        settings, clients = self.settings, self.outside.clients
        bucket = Bucket(clients.s3, settings.bucket, self._patience)
        record = outcomes_key(settings.environment.value, settings.stack)
        return Hands(
            bucket=bucket,
            updates=Updates(clients.cloudformation, self._patience),
            recorder=Recorder(bucket, record),
            comments=self._comments,
            clock=self.outside.clock,
            services=ServiceMessages(clients.ecs, self._patience),
            workers=self.outside.workers,
            secrets=settings.parameters,
        )

    def _patience(self, seconds: float = WRITE_DEADLINE) -> Patience:
        """Return the patience of a capture, or of one write."""
        return patience(seconds, self.outside.clock, self.outside.random)
