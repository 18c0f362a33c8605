"""GitHub as a system that captures read: which needs it answers, and what of them it remembers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from threading import Lock

from kayron.adapters.github.budget import Budget
from kayron.adapters.github.client import Client
from kayron.adapters.github.comments import Comments
from kayron.adapters.github.credentials import AppCredentials, Credentials, TokenCredentials
from kayron.adapters.github.exchange import Exchange
from kayron.adapters.github.lately import Lately
from kayron.adapters.github.reading import Reading
from kayron.adapters.github.transport import Transport
from kayron.adapters.job import Job, Results
from kayron.adapters.memory import Memory
from kayron.adapters.patience import Patience
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import (
    Blob,
    CommitTime,
    DefaultBranch,
    GitHubNeed,
    OpenPulls,
    Tree,
)
from kayron.core.gather.seen import Content
from kayron.core.setting_value import GitHubApp, Repository, Secret
from kayron.core.table import Table

REMEMBERED = 256 * 1024 * 1024
"""Characters of files, and as much for paths: the templates of 10,000 artifacts four times over."""

SMALL = 200
"""Characters that a path with its sha, or a time, counts for."""

EARLY = (DefaultBranch, OpenPulls)
"""What is asked first: the proof that others may need, and what takes several calls."""


class GitHub:
    """Reads the repositories of the release source's owner; safe to use from any thread."""

    def __init__(
        self, transport: Transport, access: Secret | GitHubApp, source: Repository
    ) -> None:
        exchange = Exchange(transport)
        self._credentials = _credentials(access, exchange)
        self._client = Client(exchange, self._credentials)
        self._source = source
        self._fixed = Memory(REMEMBERED)
        self._budget = Budget()
        self._missing = Lately()
        self._lock = Lock()
        self._reading: Reading | None = None

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        """Return files, trees and times of commits that were read before: they cannot change."""
        return self._fixed.recalled(needs)

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> list[Job]:
        """Return a job for each need that GitHub answers."""
        reading = self._reading_of(patience)
        mine = [need for need in needs if isinstance(need, GitHubNeed)]
        mine.sort(key=lambda need: not isinstance(need, EARLY))
        return [Job(needs=(need,), run=partial(self._read, reading, need)) for need in mine]

    def comments(self, marker: str, patience: Callable[[], Patience]) -> Comments:
        """Return what writes our comments with a marker, as the same user and within one limit."""
        owner = self._source.owner
        return Comments(self._client, owner, marker, self._new_reading, patience, self._budget)

    def _new_reading(self, patience: Patience) -> Reading:
        return Reading(self._client, self._credentials, self._source, patience, self._missing)

    def _reading_of(self, patience: Patience) -> Reading:
        """Return the reading of the capture that has this patience."""
        with self._lock:
            if self._reading is None or self._reading.patience is not patience:
                self._reading = self._new_reading(patience)
            return self._reading

    def _read(self, reading: Reading, need: GitHubNeed) -> Results:
        answer = reading.answer(need)
        if isinstance(need, Tree | Blob | CommitTime) and not isinstance(answer, Absent | Unknown):
            self._fixed.keep(need, answer, _weight(answer))
        return {need: answer}


def _credentials(access: Secret | GitHubApp, exchange: Exchange) -> Credentials:
    if isinstance(access, GitHubApp):
        return AppCredentials(access, exchange)
    return TokenCredentials(access)


def _weight(answer: object) -> int:
    match answer:
        case Content(text=str(text)):
            return SMALL + len(text)
        case Table():
            return SMALL * (1 + len(answer))
        case _:
            return SMALL
