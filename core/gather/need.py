"""What can be asked for: a need, and the answers to needs.

An answer is a fact: a value, proved absence, or why it could not be read. How it is read, in which
batches and from which cache, is the adapters' business.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

A_co = TypeVar("A_co", covariant=True)


class Need(Generic[A_co]):
    """Something to read, whose answer is an `A_co`."""

    __slots__ = ()


A = TypeVar("A")


class Answers(Protocol):
    """What was read so far."""

    def __getitem__(self, need: Need[A]) -> A:
        """Return the answer to a need that was asked for."""
