"""What GitHub holds: accounts and repositories, their ids, and the time.

Everything that a builder makes is the same each time: ids follow from names and from the order of
making, times from a clock of the world's own that moves a minute with each thing made.
"""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from attrs import define, field, frozen

from tests.sandbox.github.objects import Signature

if TYPE_CHECKING:
    from tests.sandbox.github.pull import Pull
    from tests.sandbox.github.repository import Repository

BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)

REMEMBERED = 1000
"""Revisions of which the world knows when they began."""

AccountKind = str
"""`User`, `Organization` or `Bot`."""

Role = Literal["read", "write"]


@lru_cache(maxsize=10_000)
def identity(what: str) -> int:
    """Return the id that a name always has."""
    return int(hashlib.sha256(what.encode()).hexdigest()[:7], 16) + 1


@frozen(kw_only=True)
class Account:
    """A person, an organisation or the bot of an app."""

    login: str
    kind: AccountKind = "User"
    members: frozenset[str] = frozenset()
    deleted: bool = False

    @property
    def id(self) -> int:
        return identity(f"account {self.login.lower()}")


@define(eq=False)
class World:
    """All accounts and repositories.

    The revision tells whether anything changed; what was rendered of one revision is worth
    nothing in the next. `begun` has the latest revisions and their first moments.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    accounts: dict[str, Account] = field(factory=dict)
    repositories: dict[int, Repository] = field(factory=dict)
    lock: threading.RLock = field(factory=threading.RLock)
    revision: int = 0
    begun: deque[tuple[int, datetime]] = field(factory=lambda: deque(maxlen=REMEMBERED))
    _names: dict[str, Repository] = field(factory=dict)
    _built: datetime = BEGINNING
    _last: int = 1000

    @contextmanager
    def change(self) -> Iterator[None]:
        """Change something, while nobody reads."""
        with self.lock:
            yield
            self.revision += 1
            self.begun.append((self.revision, self.now()))

    def number(self) -> int:
        """Return an id that is larger than all before."""
        self._last += 1
        return self._last

    def moment(self, given: datetime | None = None) -> datetime:
        """Return the given time, or the next of the world's own; whole seconds, as GitHub has."""
        if given is not None:
            return given.astimezone(UTC).replace(microsecond=0)
        self._built += timedelta(minutes=1)
        return self._built

    def account(self, login: str) -> Account:
        """Return an account; a person whom nobody mentioned before comes into being."""
        return self.accounts.setdefault(login.lower(), Account(login=login))

    def signature(self, login: str, time: datetime | None = None) -> Signature:
        """Return what git notes of a person."""
        email = f"{self.account(login).login}@example.org"
        return Signature(name=login, email=email, time=self.moment(time))

    def add_account(self, account: Account) -> Account:
        """Create an account, or change one."""
        with self.change():
            self.accounts[account.login.lower()] = account
        return account

    def add(self, repository: Repository) -> Repository:
        """Let a repository be found, also by the names that it had before."""
        with self.change():
            self.repositories[repository.id] = repository
            self._names[repository.full_name.lower()] = repository
        return repository

    def repository_id(self, full_name: str) -> int:
        """Return the id for a new repository: that of its name, unless one had it before."""
        names = (f"repository {full_name.lower()}{'+' * count}" for count in itertools.count())
        return next(number for number in map(identity, names) if number not in self.repositories)

    def repository(self, full_name: str) -> Repository | None:
        """Return the repository that has this name, or had it and was renamed."""
        found = self._names.get(full_name.lower())
        return None if found is None or found.deleted else found

    def open_pulls(self, head: Repository, branch: str) -> list[Pull]:
        """Return the open pull requests of a branch of this repository or fork."""
        return [
            pull
            for repository in self.repositories.values()
            if repository.git.objects is head.git.objects
            for pull in repository.pulls.values()
            if pull.is_open and pull.head_repository is head and pull.head == branch
        ]
