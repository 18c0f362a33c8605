"""Steps that ask for facts: generators that yield what they need next, and how to combine them.

A step does no I/O: whoever drives it sends back the answers. Steps that run side by side ask
together, so that their facts are read in one round trip.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import TypeAlias, TypeVar

from kayron.core.gather.need import Answers, Need

A = TypeVar("A")
B = TypeVar("B")

Wave: TypeAlias = frozenset[Need[object]]
"""What is asked for at once."""

Step: TypeAlias = Generator[Wave, Answers, A]
"""Yields waves of needs, is sent answers to at least those, and returns what it makes of them."""


def ask(need: Need[A]) -> Step[A]:
    """Ask for one fact."""
    answers = yield frozenset({need})
    return answers[need]


def ask_each(needs: Iterable[Need[A]]) -> Step[tuple[A, ...]]:
    """Ask for facts of one kind at once, and return them in the order of the needs."""
    ordered = tuple(needs)
    if not ordered:
        return ()
    answers = yield frozenset(ordered)
    return tuple(answers[need] for need in ordered)


def both(first: Step[A], second: Step[B]) -> Step[tuple[A, B]]:
    """Run two steps side by side."""
    one: list[A] = []
    other: list[B] = []
    yield from _side_by_side([_into(one, first), _into(other, second)])
    return one[0], other[0]


def each(steps: Iterable[Step[A]]) -> Step[tuple[A, ...]]:
    """Run steps of one kind side by side, and return their results in order."""
    pairs: list[tuple[list[A], Step[A]]] = [([], step) for step in steps]
    yield from _side_by_side([_into(result, step) for result, step in pairs])
    return tuple(result[0] for result, _ in pairs)


def _into(result: list[A], step: Step[A]) -> Step[None]:
    result.append((yield from step))


def _side_by_side(steps: Sequence[Step[None]]) -> Step[None]:
    under_way = [(step, wave) for step in steps if (wave := _first(step)) is not None]
    while under_way:
        answers = yield frozenset().union(*(wave for _, wave in under_way))
        under_way = [
            (step, wave) for step, _ in under_way if (wave := _next(step, answers)) is not None
        ]


def _first(step: Step[None]) -> Wave | None:
    """Start a step; None where it needs nothing."""
    return next(step, None)


def _next(step: Step[None], answers: Answers) -> Wave | None:
    """Go on with a step; None where it is through."""
    try:
        return step.send(answers)
    except StopIteration:
        return None
