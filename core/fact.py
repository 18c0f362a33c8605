"""What is known of one thing outside: its value, its proven absence, or why it could not be read.

Nothing here may treat unknown as absent.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from attrs import frozen

T = TypeVar("T")


@frozen
class Absent:
    """The thing was looked for and proved not to exist."""


@frozen
class Unknown:
    """The thing could not be read, and `error` says why."""

    error: str

    @property
    def cause(self) -> str:
        """The error as it stands within a sentence, without the full stop that many end with."""
        return self.error.rstrip(". ")


Fact: TypeAlias = T | Absent | Unknown
