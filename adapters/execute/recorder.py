"""The outcomes record in the bucket; who writes it holds the lease."""

from __future__ import annotations

from collections.abc import Callable

from kayron.adapters.aws.bucket import Stored
from kayron.adapters.lease import Shelf
from kayron.core.apply.outcomes import ended, withdrawn
from kayron.core.apply.settled import Settled
from kayron.core.document import canonical, parse, structure
from kayron.core.error import KayronError
from kayron.core.fact import Absent
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Outcomes

ROUNDS = 5
"""Under the lease nobody else writes, so that a second round is for a lost answer."""


class RecordUnusable(KayronError):
    """The outcomes record cannot be read or written, so nothing may be submitted."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key = key
        self.reason = reason

    def __str__(self) -> str:
        return f"The outcomes record {self.key} cannot be used: {self.reason}"


class Recorder:
    """The outcomes record of one stack."""

    def __init__(self, shelf: Shelf, key: str) -> None:
        self._shelf = shelf
        self._key = key

    def change(self, change: Callable[[Outcomes | Absent], Outcomes]) -> Outcomes:
        """Write the record as `change` makes it of what it is, and return it.

        Nothing is written where it stays the same. Raises `RecordUnusable`.
        """
        for _ in range(ROUNDS):
            stored = self._shelf.get(self._key)
            known = self._read(stored)
            wanted = change(known)
            if wanted == known or self._written(wanted, stored):
                return wanted
        raise RecordUnusable(self._key, "somebody else writes it at the same time")

    def _read(self, stored: Stored | None) -> Outcomes | Absent:
        if stored is None:
            return Absent()
        try:
            return structure(parse(stored.body.decode(), self._key), Outcomes, self._key)
        except (UnicodeDecodeError, InvalidInput) as error:
            raise RecordUnusable(self._key, str(error)) from error

    def _written(self, outcomes: Outcomes, stored: Stored | None) -> bool:
        body = canonical(outcomes).encode()
        if stored is None:
            return self._shelf.create(self._key, body) is not None
        return self._shelf.replace(self._key, body, stored.etag) is not None


def resulting(known: Outcomes | Absent, operation: str, end: Settled) -> Outcomes:
    """Return the record with the end of an operation, or without it where it was never begun."""
    outcomes = known if isinstance(known, Outcomes) else Outcomes(entries=())
    if end.result is None:
        return withdrawn(outcomes, operation)
    return ended(outcomes, operation, end.result, end.failure)
