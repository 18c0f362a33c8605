"""Identifiers that look like AWS's and are the same for the same seed and the same steps."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from uuid import UUID


class Ids:
    """Make identifiers; each kind counts for itself, so that kinds don't disturb each other."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._made: Counter[str] = Counter()

    def uuid(self, kind: str) -> str:
        """Return a version 4 UUID."""
        return str(UUID(self._next(kind)[:32], version=4))

    def hex(self, kind: str, length: int) -> str:
        """Return lower-case hex digits, at most 64."""
        return self._next(kind)[:length]

    def name(self, kind: str, length: int = 12) -> str:
        """Return the capital letters and digits that CloudFormation ends a name with."""
        return self._number(kind, 36, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", length)

    def digits(self, kind: str, length: int) -> str:
        """Return decimal digits."""
        return self._number(kind, 10, "0123456789", length)

    def _number(self, kind: str, base: int, digits: str, length: int) -> str:
        number = int(self._next(kind), 16)
        return "".join(digits[number // base**place % base] for place in range(length))

    def _next(self, kind: str) -> str:
        self._made[kind] += 1
        return sha256(f"{self._seed} {kind} {self._made[kind]}".encode()).hexdigest()
