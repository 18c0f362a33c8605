"""The lease: which process writes to one stack, as one object in the S3 bucket.

It keeps writers apart for as long as all goes well. What keeps a writer harmless that was paused
past its term is not here: a change set is executed only as long as nothing else updated the stack.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from threading import Lock
from typing import Protocol

from attrs import evolve, frozen

from kayron.adapters.aws.bucket import Stored
from kayron.adapters.clock import Clock, SystemClock
from kayron.core.document import canonical, parse, structure
from kayron.core.error import KayronError
from kayron.core.problem import InvalidInput

ROUNDS = 10
"""A lease that changes hands so often while one process tries to take it is none."""

LONGEST = 3600
"""Seconds. No term is longer, whatever an object says: one that was left behind must end."""

EAGER = 3
"""The share of the term, one in so many, after which whoever waits for something renews it."""

TOKEN_BITS = 128
"""Two processes never draw the same: each is seeded by its operating system."""

UNREADABLE = "somebody whose lease this version cannot read"


class Shelf(Protocol):
    """Where the object is; see `Bucket`."""

    def get(self, key: str) -> Stored | None:
        """Return an object."""

    def create(self, key: str, body: bytes) -> Stored | None:
        """Write an object where there is none."""

    def replace(self, key: str, body: bytes, etag: str) -> Stored | None:
        """Write an object in place of one with this ETag."""

    def delete(self, key: str, etag: str) -> bool:
        """Delete the object with this ETag."""


class LeaseLost(KayronError):
    """Another process may write now, so this one must not."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key = key
        self.reason = reason

    def __str__(self) -> str:
        return f"The lease {self.key} is lost: {self.reason}"


@frozen(kw_only=True)
class Holder:
    """Who has the lease, since when, and until when unless it is renewed, by S3's clock."""

    owner: str
    since: datetime
    until: datetime


@frozen(kw_only=True)
class _Claim:
    """What the object says. `term` is in seconds.

    `token` and `turn` make the bytes of each write unlike any other, and so its ETag. `since` is
    None until S3 has told when the lease was taken.
    """

    owner: str
    term: int
    token: str
    turn: int
    since: datetime | None

    def body(self) -> bytes:
        return canonical(self).encode()


class Lease:
    """A lease that was taken; safe to use from any thread."""

    def __init__(
        self, shelf: Shelf, key: str, claim: _Claim, stored: Stored, clock: Clock, sent: float
    ) -> None:
        self._shelf = shelf
        self._key = key
        self._claim = evolve(claim, since=stored.date)
        self._stored = stored
        self._clock = clock
        self._sent = sent
        self._lock = Lock()
        self._lost: LeaseLost | None = None

    def renew(self) -> datetime:
        """Make sure that the lease is ours for another term; call it before each write.

        Returns when that was, by S3's clock, in whole seconds. Raises `LeaseLost`, then and ever
        after, and what the bucket raises, after which it can be tried again.
        """
        with self._lock:
            if self._lost is None:
                self._lost = self._renewed()
            if self._lost is not None:
                raise self._lost
            return self._stored.date

    def keep(self) -> None:
        """Renew the lease where a part of its term has passed; call it again and again in a wait.

        Raises as `renew` does.
        """
        if self._clock.monotonic() - self._sent > self._claim.term / EAGER:
            self.renew()

    def release(self) -> None:
        """Give the lease up; one that is lost stays with whom it belongs to."""
        with self._lock:
            self._lost = self._lost or LeaseLost(self._key, "it was released")
            if not self._shelf.delete(self._key, self._stored.etag):
                self._release_unheard()

    def _release_unheard(self) -> None:
        """Delete the object that a renewal wrote of which we never heard."""
        found = self._shelf.get(self._key)
        if found and _claim(found, self._claim.term).token == self._claim.token:
            self._shelf.delete(self._key, found.etag)

    def _renewed(self) -> LeaseLost | None:
        # The term began at S3 after this moment, so it ends there later than it does here.
        sent = self._clock.monotonic()
        if sent - self._sent > self._claim.term:
            waited = f"it was not renewed within its term of {self._claim.term} s"
            return LeaseLost(self._key, waited)
        following = evolve(self._claim, turn=self._claim.turn + 1)
        stored = self._shelf.replace(self._key, following.body(), self._stored.etag)
        if stored is None:
            return LeaseLost(self._key, "another process took it over")
        self._claim, self._stored, self._sent = following, stored, sent
        return None


def take(
    shelf: Shelf,
    key: str,
    owner: str,
    term: int,
    clock: Clock | None = None,
    random: Random | None = None,
) -> Lease | Holder:
    """Return the lease at a key, free or expired, or who holds it.

    `owner` is for people, `term` in seconds, `LONGEST` at most. Raises `LeaseLost` where it changes
    hands faster than it can be taken, and what the bucket raises. No other process may draw from
    the same `random`.
    """
    clock, random = clock or SystemClock(), random or Random()  # noqa: S311
    token = f"{random.getrandbits(TOKEN_BITS):032x}"
    claim = _Claim(owner=owner, term=min(term, LONGEST), token=token, turn=1, since=None)
    for _ in range(ROUNDS):
        found = shelf.get(key)
        holder = _holder(found, term) if found else None
        if holder is not None:
            return holder
        sent = clock.monotonic()
        if found is None:
            stored = shelf.create(key, claim.body())
        else:
            stored = shelf.replace(key, claim.body(), found.etag)
        if stored is not None:
            return Lease(shelf, key, claim, stored, clock, sent)
    raise LeaseLost(key, f"it changed hands {ROUNDS} times while it was to be taken")


def _holder(found: Stored, term: int) -> Holder | None:
    """Return who holds a lease, None where it has expired.

    Both of S3's times are cut to whole seconds: where more than a term of whole seconds lies
    between them, more than the term has passed.
    """
    claim = _claim(found, term)
    length = timedelta(seconds=min(claim.term, LONGEST))
    if found.date - found.modified > length:
        return None
    return Holder(
        owner=claim.owner, since=claim.since or found.modified, until=found.modified + length
    )


def _claim(found: Stored, term: int) -> _Claim:
    """Return what an object says; what cannot be read expires as one of ours would."""
    try:
        return structure(parse(found.body.decode(), "lease"), _Claim, "lease")
    except (UnicodeDecodeError, InvalidInput):
        return _Claim(owner=UNREADABLE, term=term, token="", turn=0, since=None)
